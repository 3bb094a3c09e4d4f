"""Fills the scratch project; prints the id of a page and a token of API v3."""


def main() -> None:
    """Once, in a process of its own."""
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", run_syncdb=True, verbosity=0)
    from django.contrib.auth.models import User
    from wagtail.models import APIToken, Locale, Page, Site
    from wagtail_api_pages.models import TextPage

    Locale.objects.create(language_code="en")
    root = Page.add_root(title="Root", slug="root")
    home = root.add_child(instance=TextPage(title="Home", slug="home", text="x" * 540))
    Site.objects.create(hostname="localhost", root_page=home, is_default_site=True)
    page = home.add_child(instance=TextPage(title="Laterne", slug="laterne", text="x" * 540))
    # Tokens of v3 have all rights of their user. Of a superuser none has to be looked up, which is the cheapest.
    _token, text = APIToken.create_token(user=User.objects.create_superuser("bench"), name="bench")
    print(page.pk, text)


if __name__ == "__main__":
    main()
