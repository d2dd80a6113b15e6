# SPDX-License-Identifier: GPL-3.0-or-later
"""A pointer and a keyboard that a Wayland compositor of the wlroots family takes for real ones: a client that speaks
wlr-virtual-pointer-unstable-v1 and virtual-keyboard-unstable-v1 over the socket. Without one the seat can do nothing."""
import array
import os
import socket
import struct
import time

BUTTONS = {1: 0x110, 2: 0x112, 3: 0x111}  # linux/input-event-codes.h
KEYMAP = """xkb_keymap {
xkb_keycodes { include "evdev+aliases(qwerty)" };
xkb_types { include "complete" };
xkb_compat { include "complete" };
xkb_symbols { include "pc+us+inet(evdev)" };
};
"""
ROWS = {2: "1234567890-=", 16: "qwertyuiop[]", 30: "asdfghjkl;'`", 43: "\\zxcvbnm,./"}
SHIFTED = {2: "!@#$%^&*()_+", 16: "QWERTYUIOP{}", 30: 'ASDFGHJKL:"~', 43: "|ZXCVBNM<>?"}
KEYS = {"Escape": 1, "Tab": 15, "Return": 28, "space": 57, "slash": 53, "F10": 68, "Up": 103, "Down": 108, "Left": 105, "Right": 106}
MODIFIERS = {"shift": (1, 42), "ctrl": (4, 29), "alt": (8, 56)}  # its bit in the usual keymap, and its key


def places(rows):
    return {letter: first + i for first, letters in rows.items() for i, letter in enumerate(letters)}


PLAIN, SHIFT = {**places(ROWS), " ": 57}, places(SHIFTED)


def words(*numbers):
    return struct.pack(f"={len(numbers)}I", *numbers)


def text(value):
    """A string as the protocol has it: its length with the final zero, then padded to whole words."""
    data = value.encode() + b"\0"
    return words(len(data)) + data + b"\0" * (-len(data) % 4)


class Hands:
    """WIDTH × HEIGHT: of the screen, in pixels."""

    DISPLAY, REGISTRY, CALLBACK, SEAT, POINTERS, KEYBOARDS, POINTER, KEYBOARD = range(1, 9)

    def __init__(self, width, height):
        self.size = width, height
        self.began = time.monotonic()
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.connect(os.path.join(os.environ["XDG_RUNTIME_DIR"], os.environ["WAYLAND_DISPLAY"]))
        self.send(self.DISPLAY, 1, words(self.REGISTRY))
        there = self.globals()
        for number, interface in ((self.SEAT, "wl_seat"), (self.POINTERS, "zwlr_virtual_pointer_manager_v1"),
                                  (self.KEYBOARDS, "zwp_virtual_keyboard_manager_v1")):
            self.send(self.REGISTRY, 0, words(there[interface]) + text(interface) + words(1, number))
        self.send(self.POINTERS, 0, words(self.SEAT, self.POINTER))
        self.send(self.KEYBOARDS, 0, words(self.SEAT, self.KEYBOARD))
        self.give_keymap()

    def send(self, what, opcode, payload=b"", files=()):
        passed = [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", files))] if files else []
        self.socket.sendmsg([words(what, (8 + len(payload)) << 16 | opcode) + payload], passed)

    def globals(self):
        """The compositor's interfaces with their numbers: all that is said before it answers a wl_display.sync."""
        self.send(self.DISPLAY, 0, words(self.CALLBACK))
        found, data = {}, b""
        while True:
            data += self.socket.recv(65536)
            while len(data) >= 8 and len(data) >= (size := struct.unpack("=I", data[4:8])[0] >> 16):
                what, body, data = struct.unpack("=I", data[:4])[0], data[8:size], data[size:]
                if what == self.CALLBACK:
                    return found
                if what == self.REGISTRY:
                    number, length = struct.unpack("=II", body[:8])
                    found[body[8:8 + length - 1].decode()] = number

    def give_keymap(self):
        data = KEYMAP.encode() + b"\0"
        file = os.memfd_create("keymap")
        os.write(file, data)
        self.send(self.KEYBOARD, 0, words(1, len(data)), [file])
        os.close(file)

    def now(self):
        return int((time.monotonic() - self.began) * 1000)

    def frame(self):
        self.send(self.POINTER, 4)
        time.sleep(0.04)

    def point(self, x, y):
        self.send(self.POINTER, 1, words(self.now(), int(x), int(y), *self.size))
        self.frame()

    def press(self, button, is_down):
        self.send(self.POINTER, 2, words(self.now(), BUTTONS[button], is_down))
        self.frame()

    def strike(self, code, held=()):
        bits = sum(MODIFIERS[one][0] for one in held)
        for one in held:
            self.send(self.KEYBOARD, 1, words(self.now(), MODIFIERS[one][1], 1))
        self.send(self.KEYBOARD, 2, words(bits, 0, 0, 0))
        self.send(self.KEYBOARD, 1, words(self.now(), code, 1))
        time.sleep(0.01)
        self.send(self.KEYBOARD, 1, words(self.now(), code, 0))
        for one in held:
            self.send(self.KEYBOARD, 1, words(self.now(), MODIFIERS[one][1], 0))
        self.send(self.KEYBOARD, 2, words(0, 0, 0, 0))
        time.sleep(0.04)

    def key(self, name):
        """As xdotool names it: ctrl+shift+a, Escape."""
        *held, last = name.split("+")
        self.strike(KEYS[last] if last in KEYS else PLAIN[last], held)

    def type(self, line):
        for letter in line:
            self.strike(*((PLAIN[letter],) if letter in PLAIN else (SHIFT[letter], ["shift"])))
