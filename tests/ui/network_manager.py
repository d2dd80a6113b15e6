# SPDX-License-Identifier: GPL-3.0-or-later
"""A stand-in for NetworkManager on the test's own bus, which is the system's too for whoever is started after it."""
import os

import gi

gi.require_version("Gio", "2.0")
from gi.repository import Gio, GLib  # noqa: E402

NAME, PATH = "org.freedesktop.NetworkManager", "/org/freedesktop/NetworkManager"
STATES = {"away": (20, 1), "portal": (50, 2), "there": (70, 4)}  # NMState, NMConnectivityState


class Network:
    def __init__(self, state):
        os.environ["DBUS_SYSTEM_BUS_ADDRESS"] = os.environ["DBUS_SESSION_BUS_ADDRESS"]
        self.facts = {"Metered": 4}  # guessed: no
        self.take(state)
        # A connection of its own, whose answers do not wait for the test: a program asks as it starts.
        self.context = GLib.MainContext.new()
        self.bus = Gio.DBusConnection.new_for_address_sync(
            os.environ["DBUS_SESSION_BUS_ADDRESS"],
            Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION, None, None)
        self.bus.add_filter(self.answer)
        self.bus.call_sync("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "RequestName",
                           GLib.Variant("(su)", (NAME, 4)), None, 0, -1, None)

    def take(self, state):
        self.facts["State"], self.facts["Connectivity"] = STATES[state]

    def all(self):
        return {name: GLib.Variant("u", value) for name, value in self.facts.items()}

    def answer(self, bus, message, incoming, *_):
        if not incoming or message.get_message_type() != Gio.DBusMessageType.METHOD_CALL or message.get_path() != PATH:
            return message
        reply = message.new_method_reply()
        if message.get_member() == "GetAll":
            reply.set_body(GLib.Variant("(a{sv})", (self.all(),)))
        bus.send_message(reply, Gio.DBusSendMessageFlags.NONE)
        return None

    def become(self, state):
        self.take(state)
        self.bus.emit_signal(None, PATH, "org.freedesktop.DBus.Properties", "PropertiesChanged",
                             GLib.Variant("(sa{sv}as)", (NAME, self.all(), [])))
        self.bus.flush_sync(None)
