"""The portal in a real browser, Debian's Chromium: journeys, accessibility, screenshots."""
