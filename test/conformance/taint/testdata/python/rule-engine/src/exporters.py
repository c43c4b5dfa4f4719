def export_csv():
    return "id,total\n"


def export_json():
    return "[]"
