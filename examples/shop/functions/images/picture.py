"""ImageMagick, as the layer brings it."""

import os

MAGICK = "/opt/bin/magick"


def thumbnail(path):
    target = path + ".thumb.jpg"
    os.system(f"{MAGICK} {path} -auto-orient -thumbnail 320x320 {target}")
    return target


def details(path):
    with os.popen(f"{MAGICK} identify -format '%m %w %h %[EXIF:DateTimeOriginal]' {path}") as output:
        kind, width, height, *taken = output.read().split()
    return {"kind": kind, "width": int(width), "height": int(height), "taken": " ".join(taken)}
