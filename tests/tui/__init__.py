"""The app, played by Pilot: keyboard, mouse, voice, sizes."""
