import content.serving.routing
import core.fields
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import events.models.schedule
import events.times
import modelcluster.fields
import modelsearch.index
import people.credits
import uuid
import wagtail.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('media', '0001_initial'),
        ('people', '0001_initial'),
        ('topics', '0001_initial'),
        ('wagtailcore', '0098_apitoken'),
    ]

    operations = [
        migrations.CreateModel(
            name='Venue',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(help_text='E.g. “Quay House”.', max_length=255, verbose_name='name')),
                ('street_address', models.TextField(blank=True, help_text='One line each, e.g. “2 Custom Quay”. No town or postcode.', verbose_name='street address')),
                ('locality', models.CharField(blank=True, help_text='E.g. “Manchester”.', max_length=120, verbose_name='town or city')),
                ('region', models.CharField(blank=True, help_text='E.g. “Kent”.', max_length=120, verbose_name='county or region')),
                ('postal_code', models.CharField(blank=True, help_text='E.g. “M15 6BH”.', max_length=20, verbose_name='postcode')),
                ('country', models.CharField(blank=True, help_text='Needed for a venue abroad only, e.g. “Denmark”.', max_length=80, verbose_name='country')),
                ('latitude', models.DecimalField(blank=True, decimal_places=6, help_text='In degrees, e.g. 53.470800. For calendars, which show it on a map.', max_digits=9, null=True, validators=[django.core.validators.MinValueValidator(-90), django.core.validators.MaxValueValidator(90)], verbose_name='latitude')),
                ('longitude', models.DecimalField(blank=True, decimal_places=6, help_text='In degrees, west of Greenwich with a minus, e.g. -2.238500.', max_digits=9, null=True, validators=[django.core.validators.MinValueValidator(-180), django.core.validators.MaxValueValidator(180)], verbose_name='longitude')),
                ('map_url', models.URLField(blank=True, help_text='A link to a map, e.g. https://www.openstreetmap.org/#map=18/53.4708/-2.2385', verbose_name='map')),
                ('directions', models.TextField(blank=True, help_text='E.g. “Ten minutes on foot from Oxford Road station.”', verbose_name='how to get there')),
                ('step_free_access', models.CharField(blank=True, help_text='E.g. “Level from the street, lift to all floors.”', max_length=255, verbose_name='step-free access')),
                ('hearing_loop', models.CharField(blank=True, help_text='E.g. “In the hall; ask the steward for a receiver.”', max_length=255, verbose_name='hearing loop')),
                ('facilities', models.CharField(blank=True, help_text='E.g. “Accessible toilet, quiet room, cycle stands.”', max_length=255, verbose_name='other facilities')),
                ('changed_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
            ],
            options={
                'verbose_name': 'venue',
                'verbose_name_plural': 'venues',
                'ordering': ['name', 'pk'],
            },
            bases=(modelsearch.index.Indexed, models.Model),
        ),
        migrations.CreateModel(
            name='EventIndexPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('summary', models.TextField(help_text='One or two sentences for lists, search results and shared links.', max_length=400, verbose_name='summary')),
                ('noindex', models.BooleanField(default=False, help_text='The page stays public, but search engines are asked to leave it out.', verbose_name='hide from search engines')),
                ('introduction', wagtail.fields.RichTextField(blank=True, verbose_name='introduction')),
                ('privacy_notice', models.TextField(blank=True, help_text='Shown at every booking form, e.g. who sees the list and whom to ask. An event may have its own.', verbose_name='privacy notice for bookings')),
                ('listing_image', models.ForeignKey(blank=True, help_text="Shown in lists instead of the page's main image.", null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='media.customimage', verbose_name='image in lists')),
                ('social_image', models.ForeignKey(blank=True, help_text='Shown when the page is shared. Landscape, at least 1200 pixels wide.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='media.customimage', verbose_name='image when shared')),
            ],
            options={
                'verbose_name': 'list of events',
            },
            bases=(content.serving.routing.VisibleRoutesMixin, 'wagtailcore.page'),
        ),
        migrations.CreateModel(
            name='EventSeries',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('summary', models.TextField(help_text='One or two sentences for lists, search results and shared links.', max_length=400, verbose_name='summary')),
                ('noindex', models.BooleanField(default=False, help_text='The page stays public, but search engines are asked to leave it out.', verbose_name='hide from search engines')),
                ('body', core.fields.StreamField(blank=True, verbose_name='introduction')),
                ('listing_image', models.ForeignKey(blank=True, help_text="Shown in lists instead of the page's main image.", null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='media.customimage', verbose_name='image in lists')),
                ('social_image', models.ForeignKey(blank=True, help_text='Shown when the page is shared. Landscape, at least 1200 pixels wide.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='media.customimage', verbose_name='image when shared')),
            ],
            options={
                'verbose_name': 'event series',
                'verbose_name_plural': 'event series',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='EventPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('summary', models.TextField(blank=True, help_text='One or two sentences for lists and search results. Leave empty to show date and place alone.', max_length=400, verbose_name='summary')),
                ('confirm_addresses', models.BooleanField(default=False, help_text='A booking counts once the link in an e-mail was opened. A place is held for 24 hours, then given on.', verbose_name='confirm e-mail addresses')),
                ('send_reminders', models.BooleanField(default=True, help_text='Everybody with a place gets an e-mail the morning before, with time, place and how to cancel.', verbose_name='remind people the day before')),
                ('noindex', models.BooleanField(default=False, help_text='The page stays public, but search engines are asked to leave it out.', verbose_name='hide from search engines')),
                ('attendance', models.CharField(choices=[('in_person', 'In person'), ('online', 'Online'), ('hybrid', 'In person and online')], default='in_person', max_length=20, verbose_name='attendance')),
                ('place', models.CharField(blank=True, help_text='A room at the venue, e.g. “The reading room”; or where it is, if it has no venue above.', max_length=255, verbose_name='room or place')),
                ('online_url', models.URLField(blank=True, help_text='Shown to everybody, e.g. https://example.org/live', verbose_name='link to join online')),
                ('booking_url', models.URLField(blank=True, help_text='Where to book, if not here, e.g. https://example.org/book', verbose_name='booking link')),
                ('starts_at', models.DateTimeField(db_index=True, null=True, verbose_name='starts')),
                ('ends_at', models.DateTimeField(db_index=True, null=True, verbose_name='ends')),
                ('all_day', models.BooleanField(default=False, help_text='For whole days, e.g. an exhibition. Any time of day above is then passed over.', verbose_name='all day')),
                ('timezone', models.CharField(default=events.models.schedule.default_timezone, help_text='Where the event takes place, e.g. Europe/London. The times above are read off clocks there.', max_length=64, validators=[events.times.validate_timezone], verbose_name='time zone')),
                ('status', models.CharField(choices=[('scheduled', 'Scheduled'), ('postponed', 'Postponed'), ('rescheduled', 'Rescheduled'), ('online', 'Moved online'), ('cancelled', 'Cancelled'), ('full', 'Fully booked')], default='scheduled', help_text='Shown wherever the event is. For a new date choose “Rescheduled” and change the start.', max_length=20, verbose_name='status')),
                ('status_reason', models.CharField(blank=True, help_text='Shown with the status, e.g. “The speaker is unwell; we hope for a date in May.”', max_length=255, verbose_name='reason')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('sequence', models.PositiveIntegerField(default=0, editable=False)),
                ('previous_starts_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('published_state', models.JSONField(editable=False, null=True)),
                ('changed_at', models.DateTimeField(editable=False, null=True)),
                ('audience', models.CharField(blank=True, help_text='E.g. “Everybody; no knowledge is assumed.”', max_length=255, verbose_name='who it is for')),
                ('price', models.DecimalField(blank=True, decimal_places=2, help_text='E.g. 12.50; 0 if it is free. Leave empty to say nothing about it.', max_digits=8, null=True, validators=[django.core.validators.MinValueValidator(0)], verbose_name='price')),
                ('currency', models.CharField(choices=[('GBP', 'pounds'), ('EUR', 'euros'), ('USD', 'US dollars')], default='GBP', max_length=3, verbose_name='currency')),
                ('price_note', models.CharField(blank=True, help_text='E.g. “£5 for students, tea included.”', max_length=255, verbose_name='about the price')),
                ('captions', models.BooleanField(default=False, help_text='Tick if what is said is captioned.', verbose_name='live captions')),
                ('sign_language', models.BooleanField(default=False, help_text='Tick if there is a BSL interpreter.', verbose_name='British Sign Language')),
                ('access_contact', models.CharField(blank=True, help_text='Whom to ask and by when, e.g. “access@example.org or 0161 496 0000, by 3 May.”', max_length=255, verbose_name='contact for access needs')),
                ('organiser', models.CharField(blank=True, help_text='If others organise it, e.g. “The Port Authority”.', max_length=255, verbose_name='organised by')),
                ('organiser_url', models.URLField(blank=True, help_text='E.g. https://example.org', verbose_name="organiser's link")),
                ('recording_url', models.URLField(blank=True, help_text="The address of the recording's page, e.g. on YouTube or Vimeo.", verbose_name='recording')),
                ('transcript_text', wagtail.fields.RichTextField(blank=True, help_text='Read, searched and translated more easily than a file.', verbose_name='transcript')),
                ('photos', core.fields.StreamField(blank=True, help_text='Pictures of the event, in order.', verbose_name='photos')),
                ('takes_bookings', models.BooleanField(default=False, help_text='The event then has a booking form. Leave the booking link empty.', verbose_name='take bookings on this site')),
                ('capacity', models.PositiveIntegerField(blank=True, help_text='E.g. 60. Leave empty when there is room for everybody. More places go to those who wait.', null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(1000000)], verbose_name='places')),
                ('waiting_list', models.BooleanField(default=True, help_text='When all places are taken, people may wait for one. A place given back goes to the first of them.', verbose_name='waiting list')),
                ('booking_closes_at', models.DateTimeField(blank=True, help_text='E.g. 2027-02-28 12:00. Leave empty to take bookings until the event begins.', null=True, verbose_name='booking closes')),
                ('privacy_notice', models.TextField(blank=True, help_text='Shown at the form, e.g. who sees the list. Leave empty for the one of the list of events.', verbose_name='privacy notice')),
                ('access_needs_kept_days', models.PositiveIntegerField(default=7, help_text='Days after the event, e.g. 7. Then what people wrote of their needs is deleted.', validators=[django.core.validators.MaxValueValidator(1095)], verbose_name='access needs are kept')),
                ('bookings_kept_days', models.PositiveIntegerField(default=30, help_text='Days after the event, e.g. 30. Then names and addresses are deleted; only numbers remain.', validators=[django.core.validators.MaxValueValidator(1095)], verbose_name='bookings are kept')),
                ('fully_booked', models.BooleanField(default=False, editable=False)),
                ('strapline', models.CharField(blank=True, help_text='A line below the title, e.g. “A round table on sleeping in”.', max_length=255, verbose_name='strapline')),
                ('agenda', core.fields.StreamField(blank=True, verbose_name='programme')),
                ('body', core.fields.StreamField(blank=True, verbose_name='body')),
                ('attribution', models.CharField(choices=[('on_record', 'On the record'), ('chatham_house', 'Chatham House Rule'), ('private', 'Private')], default='on_record', help_text='Whether what is said there may be reported with names. Under the Chatham House Rule quotes name nobody; of a private event there are none.', max_length=20, verbose_name='attribution')),
                ('speakers_public', models.BooleanField(default=False, help_text='For an event that is not on the record: tick if its speakers are announced. Otherwise their names appear nowhere, not in search either.', verbose_name='the speakers’ names are public')),
                ('listing_image', models.ForeignKey(blank=True, help_text="Shown in lists instead of the page's main image.", null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='media.customimage', verbose_name='image in lists')),
                ('slides', models.ForeignKey(blank=True, help_text='E.g. a PDF of the presentation.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='media.customdocument', verbose_name='slides')),
                ('social_image', models.ForeignKey(blank=True, help_text='Shown when the page is shared. Landscape, at least 1200 pixels wide.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='media.customimage', verbose_name='image when shared')),
                ('topics', modelcluster.fields.ParentalManyToManyField(blank=True, related_name='events', to='topics.topicpage', verbose_name='topics')),
                ('transcript', models.ForeignKey(blank=True, help_text='E.g. the PDF of a captioning service.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='media.customdocument', verbose_name='transcript as a file')),
                ('series', models.ForeignKey(blank=True, help_text='The series that it belongs to, e.g. an annual lecture. It is listed there by itself.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='events', to='events.eventseries', verbose_name='series')),
                ('venue', models.ForeignKey(blank=True, help_text='Address, travel and access are described there once, for every event held in it.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='events', to='events.venue', verbose_name='venue')),
            ],
            options={
                'verbose_name': 'event',
                'verbose_name_plural': 'events',
            },
            bases=('wagtailcore.page', models.Model),
        ),
        migrations.CreateModel(
            name='EventSpeaker',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('name', models.CharField(blank=True, help_text='For somebody who has no page here, e.g. “Dr Mina Ahlberg”.', max_length=255, verbose_name="guest's name")),
                ('role', models.CharField(blank=True, help_text='As it was at the time, e.g. “Director of Housing”. It stays as written here.', max_length=255, verbose_name='role that day')),
                ('organisation', models.CharField(blank=True, help_text='For whom they spoke, e.g. “Northgate Council”. It stays as written here.', max_length=255, verbose_name='organisation that day')),
                ('url', models.URLField(blank=True, help_text='Where to read more about a guest.', verbose_name="guest's link")),
                ('part', models.CharField(choices=[('speaker', 'Speaker'), ('chair', 'Chair'), ('respondent', 'Respondent'), ('panellist', 'Panellist'), ('host', 'Host')], default='speaker', max_length=20, verbose_name='part in this event')),
                ('page', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='speakers', to='events.eventpage')),
                ('person', models.ForeignKey(blank=True, help_text='Choose a person, or create one on the spot.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.personpage', verbose_name='person')),
            ],
            options={
                'verbose_name': 'speaker',
                'ordering': ['sort_order'],
                'abstract': False,
            },
            bases=(people.credits.Attribution, models.Model),
        ),
    ]
