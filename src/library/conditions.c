/* SPDX-License-Identifier: GPL-3.0-or-later */

/* GNetworkMonitor and GPowerProfileMonitor, which a test brings its own of. */

#include "library/conditions.h"

#include "net/fetch-policy.h"

#include <string.h>

struct _SheafConditions
{
  GObject parent_instance;

  GNetworkMonitor *network;
  GPowerProfileMonitor *power;
};

G_DEFINE_FINAL_TYPE (SheafConditions, sheaf_conditions, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

typedef enum
{
  REACH_NOTHING, /* but this machine */
  REACH_AROUND,
  REACH_ALL,
} Reach;

static Reach
get_reach (SheafConditions *self)
{
  GNetworkConnectivity connectivity = g_network_monitor_get_connectivity (self->network);

  if (connectivity == G_NETWORK_CONNECTIVITY_PORTAL)
    return REACH_AROUND;
  /* A network that is "limited" may just be one whose guards let no check through. */
  if (g_network_monitor_get_network_available (self->network))
    return REACH_ALL;

  return connectivity == G_NETWORK_CONNECTIVITY_LOCAL ? REACH_NOTHING : REACH_AROUND;
}

static gboolean
is_this_machine (const char *host)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);
  g_autofree char *small = g_ascii_strdown (host, -1);

  if (address != NULL)
    return g_inet_address_get_is_loopback (address);
  if (g_str_has_suffix (small, "."))
    small[strlen (small) - 1] = '\0';

  return g_str_equal (small, "localhost") || g_str_has_suffix (small, ".localhost");
}

/* --- What is heard --- */

static void
network_changed_cb (SheafConditions *self)
{
  g_signal_emit (self, signals[CHANGED], 0, get_reach (self) == REACH_ALL);
}

static void
other_changed_cb (SheafConditions *self)
{
  g_signal_emit (self, signals[CHANGED], 0, FALSE);
}

static void
sheaf_conditions_dispose (GObject *object)
{
  SheafConditions *self = SHEAF_CONDITIONS (object);

  g_clear_object (&self->network);
  g_clear_object (&self->power);
  G_OBJECT_CLASS (sheaf_conditions_parent_class)->dispose (object);
}

static void
sheaf_conditions_class_init (SheafConditionsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sheaf_conditions_dispose;
  signals[CHANGED] = g_signal_new ("changed", SHEAF_TYPE_CONDITIONS, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
}

static void
sheaf_conditions_init (SheafConditions *self)
{
}

SheafConditions *
sheaf_conditions_new (GNetworkMonitor *network, GPowerProfileMonitor *power)
{
  SheafConditions *self = g_object_new (SHEAF_TYPE_CONDITIONS, NULL);

  self->network = g_object_ref (network != NULL ? network : g_network_monitor_get_default ());
  self->power = power != NULL ? g_object_ref (power) : g_power_profile_monitor_dup_default ();
  g_signal_connect_object (self->network, "network-changed", G_CALLBACK (network_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->network, "notify::connectivity", G_CALLBACK (network_changed_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->network, "notify::network-metered", G_CALLBACK (other_changed_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->power, "notify::power-saver-enabled",
                           G_CALLBACK (other_changed_cb), self, G_CONNECT_SWAPPED);

  return self;
}

gboolean
sheaf_conditions_must_wait (SheafConditions *self, const char *url)
{
  g_autoptr (GUri) uri = NULL;
  const char *host;
  Reach reach;

  g_return_val_if_fail (SHEAF_IS_CONDITIONS (self), FALSE);

  reach = get_reach (self);
  if (reach == REACH_ALL || url == NULL)
    return FALSE;
  uri = g_uri_parse (url, G_URI_FLAGS_PARSE_RELAXED, NULL);
  host = uri != NULL ? g_uri_get_host (uri) : NULL;
  if (host == NULL || is_this_machine (host))
    return FALSE; /* no address: to be told so at once */

  return reach == REACH_NOTHING || sheaf_fetch_policy_allows_name (url, NULL);
}

gboolean
sheaf_conditions_is_cut_off (SheafConditions *self)
{
  g_return_val_if_fail (SHEAF_IS_CONDITIONS (self), FALSE);

  return get_reach (self) != REACH_ALL;
}

gboolean
sheaf_conditions_is_metered (SheafConditions *self)
{
  g_return_val_if_fail (SHEAF_IS_CONDITIONS (self), FALSE);

  return g_network_monitor_get_network_metered (self->network);
}

gboolean
sheaf_conditions_is_saving (SheafConditions *self)
{
  g_return_val_if_fail (SHEAF_IS_CONDITIONS (self), FALSE);

  return g_power_profile_monitor_get_power_saver_enabled (self->power);
}
