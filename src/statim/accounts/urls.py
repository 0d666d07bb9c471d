"""Addresses under /account/. Names beginning with account_, mfa_ or socialaccount_ are those by
which django-allauth finds our pages."""

from __future__ import annotations

from django.urls import URLPattern, path, re_path

from statim.accounts.views import (
    bookmarks,
    cpd,
    entrance,
    evidence,
    organisation,
    own_data,
    profile,
    reading,
    second_factor,
)

SF = "second-factor/"

urlpatterns: list[URLPattern] = [
    path("", profile.profile, name="account"),
    path("sign-in/", entrance.sign_in, name="account_login"),
    path("sign-out/", entrance.sign_out, name="account_logout"),
    path("sign-up/", entrance.sign_up, name="account_signup"),
    path("inactive/", entrance.inactive, name="account_inactive"),
    path("confirm/", entrance.mail_sent, name="account_email_verification_sent"),
    re_path(r"^confirm/(?P<key>[-:\w]+)/$", entrance.confirm_address, name="account_confirm_email"),
    path("password/", profile.change_password, name="account_change_password"),
    path("password/first/", profile.set_password, name="account_set_password"),
    path("password/reset/", entrance.forgotten_password, name="account_reset_password"),
    path("password/reset/sent/", entrance.reset_mail_sent, name="account_reset_password_done"),
    path(
        "password/reset/done/",
        entrance.new_password_set,
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^password/reset/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[-\w]+)/$",
        entrance.new_password,
        name="account_reset_password_from_key",
    ),
    path("particulars/", profile.particulars, name="particulars"),
    path("address/", profile.address, name="account_email"),
    path("again/", profile.reauthenticate, name="account_reauthenticate"),
    path("sessions/end/", profile.end_session, name="end-session"),
    path("sessions/end-others/", profile.end_other_sessions, name="end-other-sessions"),
    path("export/", own_data.export, name="export"),
    path("delete/", own_data.delete, name="delete"),
    path("reading/", reading.choices, name="reading"),
    path("reading/forget/", reading.forget, name="forget-reading"),
    path("reading/beat/", reading.beat, name="reading-beat"),
    path("reading/seen/", reading.seen, name="reading-seen"),
    path("reading/follow/", reading.follow, name="follow"),
    path("reading/digest/<str:token>/", reading.stop_digest, name="stop-digest"),
    path("bookmarks/", bookmarks.bookmarks, name="bookmarks"),
    path("cpd/", cpd.diary, name="cpd"),
    path("cpd/new/", cpd.new, name="cpd-new"),
    path("cpd/lock/", cpd.lock, name="cpd-lock"),
    path("cpd/export/", cpd.export, name="cpd-export"),
    path("cpd/readings/delete/", cpd.delete_readings, name="cpd-delete-readings"),
    path("cpd/<slug:name>/", cpd.entry, name="cpd-entry"),
    path("cpd/<slug:name>/delete/", cpd.delete, name="cpd-delete"),
    path("cpd/<slug:name>/evidence/", evidence.add, name="cpd-add-evidence"),
    path("cpd/<slug:name>/evidence/<slug:file>/", evidence.show, name="cpd-evidence"),
    path(
        "cpd/<slug:name>/evidence/<slug:file>/remove/", evidence.remove, name="cpd-remove-evidence"
    ),
    path(SF, second_factor.overview, name="mfa_index"),
    path(f"{SF}ask/", second_factor.ask, name="mfa_authenticate"),
    path(f"{SF}again/", second_factor.ask_again, name="mfa_reauthenticate"),
    path(f"{SF}app/", second_factor.add_app, name="mfa_activate_totp"),
    path(f"{SF}app/remove/", second_factor.remove_app, name="mfa_deactivate_totp"),
    path(f"{SF}codes/", second_factor.show_codes, name="mfa_view_recovery_codes"),
    path(f"{SF}codes/new/", second_factor.new_codes, name="mfa_generate_recovery_codes"),
    path(f"{SF}passkeys/", second_factor.overview, name="mfa_list_webauthn"),
    path(f"{SF}passkeys/add/", second_factor.add_passkey, name="mfa_add_webauthn"),
    path(
        f"{SF}passkeys/<int:pk>/remove/", second_factor.remove_passkey, name="mfa_remove_webauthn"
    ),
    path(
        f"{SF}passkeys/again/", second_factor.ask_passkey_again, name="mfa_reauthenticate_webauthn"
    ),
    path("passkey/", second_factor.sign_in_by_passkey, name="mfa_login_webauthn"),
    path("organisation/", organisation.begin, name="organisation"),
    path("organisation/first-time/", organisation.first_time, name="socialaccount_signup"),
    path("organisation/refused/", organisation.refused, name="socialaccount_login_error"),
    path("organisation/cancelled/", organisation.refused, name="socialaccount_login_cancelled"),
    path(
        "organisation/<slug:provider_id>/back/", organisation.back, name="openid_connect_callback"
    ),
    path("", profile.profile, name="socialaccount_connections"),
]
