# SPDX-License-Identifier: GPL-3.0-or-later
"""The window driven in a Wayland session (tests/wayland), where only the compositor knows what lies where."""
import json
import subprocess

from drive import NotThere, Window
from wayland_hands import Hands


class WaylandWindow(Window):
    def __init__(self, *arguments, **named):
        output = self.asked("get_outputs")[0]["rect"]
        self.hands = Hands(output["width"], output["height"])
        super().__init__(*arguments, **named)

    def asked(self, what):
        return json.loads(subprocess.run(["swaymsg", "-r", "-t", what], check=True, capture_output=True, text=True).stdout)

    def rectangle(self):
        """Where the window with the keyboard lies on the screen, without its shadow."""
        waiting = [self.asked("get_tree")]
        while waiting:
            node = waiting.pop()
            if node.get("focused") and node.get("pid"):
                return node["rect"]
            waiting += node.get("nodes", []) + node.get("floating_nodes", [])
        raise NotThere("no window has the keyboard")

    def middle(self, node):
        x, y, width, height = self.place(node)
        frame_x, frame_y, *_ = self.place(self.top(node))
        at = self.rectangle()
        return at["x"] + x - frame_x + width // 2, at["y"] + y - frame_y + height // 2

    def click(self, role=None, name=None, button=1):
        self.hands.point(*self.middle(self.on_screen(role, name)))
        self.hands.press(button, True)
        self.hands.press(button, False)

    def drag(self, what, onto):
        """From the middle of one node to that of the other, in steps as a hand makes them."""
        (x, y), (to_x, to_y) = self.middle(what), self.middle(onto)
        self.hands.point(x, y)
        self.hands.press(1, True)
        for step in range(1, 13):
            self.hands.point(x + (to_x - x) * step // 12, y + (to_y - y) * step // 12)
        self.hands.press(1, False)

    def key(self, *keys):
        for key in keys:
            self.hands.key(key)

    def type(self, text):
        self.hands.type(text)

    def shot(self, path):
        subprocess.run(["grim", path], check=True)
