"""Addresses of a community's settings."""

from django.urls import path

from moderation.web.administration import (
    changes,
    channels,
    desks,
    escalation_rules,
    feeds,
    index,
    invitations,
    members,
    new_community,
    people,
<<<<<<< HEAD
<<<<<<< HEAD
    retention,
=======
    push,
>>>>>>> p4b-push
=======
    sources,
    staff_entries,
>>>>>>> p4b-people
    targets,
)

urlpatterns = [
    path("", index.show_settings, name="settings"),
    path("people/", people.people_list, name="settings-people"),
    path("people/invite/", invitations.invite_person, name="settings-invite"),
    path("people/invitations/<int:pk>/withdraw/", invitations.withdraw_invitation, name="settings-invitation-withdraw"),
    path("people/invitations/<int:pk>/renew/", invitations.renew, name="settings-invitation-renew"),
    path("people/<int:pk>/", people.edit_person, name="settings-person"),
    path("people/<int:pk>/deactivate/", people.person_end, name="settings-person-end"),
    path("people/<int:pk>/reactivate/", people.person_return, name="settings-person-return"),
    path("channels/", channels.channel_list, name="settings-channels"),
    path("channels/new/", channels.channel_new, name="settings-channel-new"),
    path("channels/<int:pk>/", channels.edit_channel, name="settings-channel"),
    path("sources/", sources.source_list, name="settings-sources"),
    path("sources/<int:pk>/", sources.edit_source, name="settings-source"),
    path("sources/<int:pk>/list/new/", staff_entries.entry_new, name="settings-entry-new"),
    path("sources/list/<int:pk>/end/", staff_entries.entry_end, name="settings-entry-end"),
    path("sources/list/<int:pk>/from-the-start/", staff_entries.entry_from_start, name="settings-entry-start"),
    path("sources/members/<int:pk>/", members.edit_member, name="settings-member"),
    path("sources/roles/<int:pk>/end/", members.role_end, name="settings-role-end"),
    path("sources/roles/<int:pk>/from-the-start/", members.role_from_start, name="settings-role-start"),
    path("sources/members/<int:pk>/one/", members.names_of_one, name="settings-member-same"),
    path("channels/<int:pk>/split/", sources.channel_split, name="settings-channel-split"),
    path("feeds/", feeds.feed_list, name="settings-feeds"),
    path("feeds/<int:pk>/", feeds.edit_feed, name="settings-feed"),
    path("push/", push.token_list, name="settings-push"),
    path("push/<int:pk>/end/", push.end_token, name="settings-push-end"),
    path("promises/", targets.show_targets_and_hours, name="settings-promises"),
    path("promises/targets/", targets.edit_targets, name="settings-targets"),
    path("promises/hours/", targets.edit_hours, name="settings-hours"),
    path("escalation/", escalation_rules.rule_list, name="settings-escalation"),
    path("escalation/new/", escalation_rules.rule_new, name="settings-escalation-new"),
    path("escalation/<int:pk>/", escalation_rules.edit_rule, name="settings-escalation-rule"),
    path("escalation/<int:pk>/switch/", escalation_rules.rule_switch, name="settings-escalation-switch"),
    path("desk/", desks.edit_desk, name="settings-desk"),
    path("community/", desks.edit_community, name="settings-community"),
    path("community/new/", new_community.community_new, name="settings-community-new"),
    path("retention/", retention.edit_retention, name="settings-retention"),
    path("record/", changes.show_record, name="settings-record"),
]
