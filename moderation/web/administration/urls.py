"""The addresses of a community's settings."""

from django.urls import path

from moderation.web.administration import (
    changes,
    channels,
    desks,
    escalation_rules,
    feeds,
    index,
    invitations,
    new_community,
    people,
    targets,
)

urlpatterns = [
    path("", index.index, name="settings"),
    path("people/", people.people_list, name="settings-people"),
    path("people/invite/", invitations.invite, name="settings-invite"),
    path("people/invitations/<int:pk>/withdraw/", invitations.withdraw, name="settings-invitation-withdraw"),
    path("people/invitations/<int:pk>/renew/", invitations.renew, name="settings-invitation-renew"),
    path("people/<int:pk>/", people.person, name="settings-person"),
    path("people/<int:pk>/deactivate/", people.person_end, name="settings-person-end"),
    path("people/<int:pk>/reactivate/", people.person_return, name="settings-person-return"),
    path("channels/", channels.channel_list, name="settings-channels"),
    path("channels/new/", channels.channel_new, name="settings-channel-new"),
    path("channels/<int:pk>/", channels.channel, name="settings-channel"),
    path("feeds/", feeds.feed_list, name="settings-feeds"),
    path("feeds/<int:pk>/", feeds.feed, name="settings-feed"),
    path("promises/", targets.both, name="settings-promises"),
    path("promises/targets/", targets.targets, name="settings-targets"),
    path("promises/hours/", targets.hours, name="settings-hours"),
    path("escalation/", escalation_rules.rule_list, name="settings-escalation"),
    path("escalation/new/", escalation_rules.rule_new, name="settings-escalation-new"),
    path("escalation/<int:pk>/", escalation_rules.rule, name="settings-escalation-rule"),
    path("escalation/<int:pk>/switch/", escalation_rules.rule_switch, name="settings-escalation-switch"),
    path("desk/", desks.desk, name="settings-desk"),
    path("community/", desks.community, name="settings-community"),
    path("community/new/", new_community.community_new, name="settings-community-new"),
    path("record/", changes.record, name="settings-record"),
]
