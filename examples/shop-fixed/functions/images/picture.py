"""ImageMagick, as the layer brings it: no shell, names of our own, the format told and not guessed, limits on everything."""

import subprocess

MAGICK = "/opt/bin/magick"
LIMITS = ["-limit", "memory", "512MiB", "-limit", "disk", "256MiB", "-limit", "area", "64MP", "-limit", "time", "20"]
FORMATS = {"jpg": "jpeg", "png": "png", "webp": "webp"}


def thumbnail(kind, source, target):
    run(f"{FORMATS[kind]}:{source}[0]", *LIMITS, "-auto-orient", "-strip", "-thumbnail", "320x320", f"jpeg:{target}")


def details(kind, source):
    words = run("identify", *LIMITS, "-format", "%m %w %h %[EXIF:DateTimeOriginal]", f"{FORMATS[kind]}:{source}[0]")
    format_, width, height, *taken = words.split()
    return {"kind": format_, "width": int(width), "height": int(height), "taken": " ".join(taken)}


def run(*arguments):
    result = subprocess.run([MAGICK, *arguments], check=True, capture_output=True, text=True, timeout=25)
    return result.stdout
