from django import template

from ..body.names import name_blocks

register = template.Library()
register.filter("with_names", name_blocks)
