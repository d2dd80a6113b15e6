/* SPDX-License-Identifier: GPL-3.0-or-later */

/* This machine alone: sockets of its own addresses, one for each family that it has. */

#include "intake/intake-private.h"

#define FIRST_PORT 49152
#define LAST_PORT 65535
#define TRIES 16

static GSocket *
listen_at (const char *host, guint port, GError **error)
{
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new_from_string (host, port);
  g_autoptr (GSocket) socket = g_socket_new (g_socket_address_get_family (address),
                                             G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, error);

  if (socket == NULL || !g_socket_bind (socket, address, TRUE, error)
      || !g_socket_listen (socket, error))
    return NULL;

  return g_steal_pointer (&socket);
}

/* Where this machine has an IPv6 of its own, on that as well: another program must not be what
 * "localhost" means there. */
static GSocketListener *
listen_on (guint port, guint *got, GError **error)
{
  g_autoptr (GSocketListener) listener = NULL;
  g_autoptr (GSocket) four = listen_at ("127.0.0.1", port, error);
  g_autoptr (GError) failure = NULL;
  g_autoptr (GSocket) six = four != NULL ? listen_at ("::1", port, &failure) : NULL;

  if (four == NULL)
    return NULL;
  if (g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE))
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }
  listener = g_socket_listener_new ();
  if (!g_socket_listener_add_socket (listener, four, NULL, error)
      || (six != NULL && !g_socket_listener_add_socket (listener, six, NULL, error)))
    return NULL;
  *got = port;

  return g_steal_pointer (&listener);
}

GSocketListener *
sheaf_intake_listen (guint port, guint *got, GError **error)
{
  GSocketListener *listener = NULL;

  if (port != 0)
    return listen_on (port, got, error);
  for (guint i = 1; i < TRIES && listener == NULL; i++)
    listener = listen_on ((guint)g_random_int_range (FIRST_PORT, LAST_PORT + 1), got, NULL);

  return listener != NULL
             ? listener
             : listen_on ((guint)g_random_int_range (FIRST_PORT, LAST_PORT + 1), got, error);
}
