/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Pictures that a page carries itself, in addresses "data:image/…;base64,…", as saved pages do and those that a browser
 * hands over: taken out of its bytes before they are parsed, each with an address in its place. */
#pragma once

#include "base/picture-head.h"

G_BEGIN_DECLS

typedef struct
{
  char            *src; /* what stands in its place now: where the page says it is from (data-sheaf-src), else one of
                         * picture.invalid, which leads nowhere */
  GBytes          *bytes;
  SheafPictureHead head;
} SheafPictureData;

void sheaf_picture_data_free (SheafPictureData *self);

/* HTML (bytes that ASCII can be read in) without the pictures of its <img>s that Sheaf can keep; *PICTURES (out) has
 * them, each address once. What is small stands in for another picture and stays. Any thread. (transfer full) */
GBytes *sheaf_picture_data_take (GBytes     *html,
                                 GPtrArray **pictures);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SheafPictureData, sheaf_picture_data_free)

G_END_DECLS
