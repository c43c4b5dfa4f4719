import smtplib
import sqlite3


def handler(event, context):
    mail = event["Records"][0]["ses"]["mail"]
    sender = mail["commonHeaders"]["from"][0]
    subject = mail["commonHeaders"]["subject"]
    tickets = sqlite3.connect("/mnt/tickets.db")
    tickets.execute("INSERT INTO tickets VALUES ('" + sender + "', '" + subject + "')")
    tickets.execute("INSERT INTO seen VALUES (?, ?)", (mail["messageId"], sender))
    tickets.commit()
    with smtplib.SMTP("smtp.example.com", timeout=5) as server:
        server.starttls()
        server.sendmail("help@example.com", [mail["source"]], "Subject: We got it\r\n\r\nThank you.")
