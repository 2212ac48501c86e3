from django import template

from ..licences import get_licence_url

register = template.Library()
register.filter("licence_url", get_licence_url)
