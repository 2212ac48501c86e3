"""Content Security Policy (CSP Level 3): strict for the public site, looser where Wagtail's admin needs it."""

from csp.constants import NONE, SELF, UNSAFE_INLINE

# Players that an embed block may load, after the visitor has asked for it (content/body/embeds.py).
PLAYERS = ["https://www.youtube-nocookie.com", "https://player.vimeo.com"]

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "frame-src": [SELF, *PLAYERS],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [SELF],
    }
}

# Wagtail 8.0's admin has inline scripts (inline panels, date widgets) and no nonces for them.
#: Directives that replace those above below ``/admin/`` (delivery.middleware).
ADMIN_CONTENT_SECURITY_POLICY = {
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
}
