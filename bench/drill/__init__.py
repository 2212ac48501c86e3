"""The restore drill, `make drill`: a site with bookings is made, destroyed, restored, compared and used."""
