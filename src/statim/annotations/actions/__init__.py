"""What readers do with notes and groups. A reader's act is a private matter: it leaves no row in
the audit log, and no word of a note is ever logged."""
