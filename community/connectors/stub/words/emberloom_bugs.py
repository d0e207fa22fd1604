"""Emberloom: bugs that players report, and what others answer to them."""

from community.connectors.stub.grammar import Topic, fragment_lines

SAVES = Topic(
    key="save-file",
    product="Emberloom",
    told=fragment_lines("""
    gone> My save is [gone|just not there any more]. {hours} hours, [{map}, the lot|winter loom and all].
    newer> After the update the game says "[no valid save found|save is from a newer version]" and [offers me a new \
        game|shows an empty hearth].
    cloud> Cloud sync ate my save: the {rig} had the [old|empty] one and it [won|overwrote everything].
    slot> Loading slot {few} drops me in {map} with [no inventory|level 1 gear|my co-op partner's face].
    auto> Autosave [stops|silently stops] after about {few} hours, only noticed when I [quit and lost it all|crashed].
    """),
    detail=fragment_lines("""
    Version {version}, {rig}, [no mods|clean install].
    gone,newer> The file is still in the folder, {##} kb instead of about {###}.
    gone,slot,cloud> There's a file called hearth_{#}.bak next to it, [not sure I dare touch it|same date].
    I was [mid kiln|in the Loomhall|just past {boss}] when I last saved.
    Happened to [my brother|my partner|a guy from my co-op group] the same evening.
    Slot one and two are fine, it's only the one I [care about|actually play].
    """),
    asks=fragment_lines("""
    gone,slot,cloud> Can the .bak be renamed or will that break [it for good|more]?
    gone,cloud,slot,auto> Is there any way to get it back?
    Do you need the broken file? I kept [a copy|everything].
    Where does the {rig} version keep its saves?
    """),
    peers=fragment_lines("""
    gone,newer,slot> Copy the whole folder somewhere safe BEFORE you start the game again. Then rename the .bak to \
        .hearth. [Worked for me.|Got all but an hour back.]
    cloud> Turn cloud sync off, put the old file in, start once, turn it on and pick "this device".
    gone,cloud> Lost {hours} hours the same way in {month}, [I feel you|it does get better].
    gone> If it's {##} kb it's only the header, sorry. The backup is your one hope.
    gone,slot,auto> Don't overwrite the slot! The game keeps {few} autosaves, they're just [hidden|named stupidly].
    Same on {rig}. [Not mods then.|Slot {few} too.]
    auto> Same, it stops after the map screen for me. I press save like it's {####}.
    newer> Betas tab. You're on the old branch on one of them, [I was|bet you].
    """),
    staff=fragment_lines("""
    gone,slot,cloud> Please don't start a new game in that slot. The .bak beside it is a full copy: rename it to \
        hearth_{#}.hearth with sync off and it should load. If not, [send us both files|attach it here] and we'll \
        repair it by hand.
    cloud> We found the cause: when the disk is slow, the sync reads the file while it's being written. The next \
        patch waits. Your backup is [intact|very likely fine], steps are in the pinned post.
    gone> A save of that size is cut short, but the loom data is stored twice. Mail it to us from the bug form and \
        we'll [stitch it together|see what we can rescue].
    newer> That message means the file was written by a newer build on your other machine. Update both and [it will \
        be there|slot {few} will come back].
    auto> Autosave gives up when the disk is slow once, and never says so. It will complain loudly from the next \
        patch on; until then please save by hand.
    """),
    later=fragment_lines("""
    gone,slot,cloud> RENAMING WORKED. [I could hug you.|Missing an hour, who cares.]
    gone,cloud> Backup was the same size, so [that's that|{hours} hours up the chimney].
    File sent through the form, [ticket {####}|subject is my sorrow].
    It happened again with the save, same slot.
    """),
)

COOP = Topic(
    key="co-op",
    product="Emberloom",
    told=fragment_lines("""
    drop> Co-op [kicks|drops] my [friend|partner|little sister] [every {##} minutes|whenever we enter {map}|at the \
        loading screen].
    boss> In co-op the guest sees {boss} [standing still|somewhere else entirely] while the host is being \
        [eaten|flattened].
    invite> Invite code says "lantern not found" [for everyone|since {version}|unless I host].
    items> Whatever my co-op guest crafts [vanishes|turns into plain thread] when they leave.
    lag> We're both on {rig} and still get [rubber banding|a slideshow] in co-op, single player is [butter|fine].
    """),
    detail=fragment_lines("""
    drop,lag,boss> Different [countries|continents], but ping is {##}.
    drop,invite> Ports open, router restarted, [chicken sacrificed|goat consulted].
    Host is on {rig}, guest on the {rig}, [if that matters|crossplay on].
    Started with {version}, the version before was [rock solid|fine for weeks].
    drop,boss,lag> Log says "thread desync {###}" about {few} times a second.
    """),
    asks=fragment_lines("""
    Is crossplay [broken|known to do this] right now?
    Does the host's game version have to match exactly?
    drop,boss,lag> Anything in the log I should look for?
    drop,lag> Would a dedicated server help or is it [the same|pointless]?
    """),
    peers=fragment_lines("""
    drop,lag,boss> Let the one with the slower machine host. [Sounds backwards, works.|No idea why.]
    drop,boss,lag> Both turn off "shared hearth" in the options, desync gone for us.
    drop,lag,boss> Same in {map} only. [Something in that map.|We just walk around it.]
    items> Guest items vanish if the host saves first. Guest has to [leave before|bank them in the loom].
    invite> Check the time on both machines, mine was {few} minutes off and the invite codes expire. [Took an \
        evening.|Felt silly.]
    invite> Invite through the friends list instead of the code, the code server is [asleep|drunk].
    items> Bank everything before the host goes to bed. House rule here now.
    items> Drop them on the floor of the Loomhall, the floor remembers. [Really.|No idea why.]
    invite> Restart both, host first. [It's a meme but it works.|Third try for us.]
    """),
    staff=fragment_lines("""
    invite> "Lantern not found" comes from our invite service and it was down from 1[4|5]:[05|20|40] to \
        1[6|7]:[10|25|50]. It's [back|up again], and we now get woken up when it falls over.
    boss,drop> The desync in {map} is a boss that's simulated on both sides. Fixed for the next patch; until then \
        hosting on the slower machine really does help.
    items> Guest items are saved by the host, and we write them too late. Leaving through the Loomhall door is \
        safe, pulling the plug isn't. Fix is [in testing|in review].
    drop,boss,lag> Could both of you send the log from the same session? With the two side by side we can see who \
        [drops first|loses the thread].
    """),
    later=fragment_lines("""
    drop,boss,lag> Shared hearth off did it, {few} hours without a drop.
    drop,boss,lag> Logs from both of us are up, co-op session was {when}.
    invite> Invite codes work again, [thanks|that was fast].
    drop> Still kicked from co-op every {##} minutes, [we play cards now|on the clock].
    items> Banked it all first and nothing vanished.
    """),
)

PAD = Topic(
    key="controller",
    product="Emberloom",
    told=fragment_lines("""
    drift> My controller [drifts|walks left] in Emberloom and in no other game.
    dead> The pad [stops responding|goes dead] after [alt-tab|the map screen|sleep mode], keyboard still works.
    rebind> Can't [rebind|move] [weave|dodge|the lantern] off the right trigger on pad.
    prompts> Button prompts show [the wrong pad|keyboard keys|both at once] since {version}.
    rumble> Rumble [never stops|stays on] after {boss} [dies|roars]. My desk is [walking away|humming].
    """),
    detail=fragment_lines("""
    drift,dead,rumble> Wired and wireless, {few} different pads.
    On the {rig}, no third party [drivers|software].
    drift> Dead zone slider does [nothing|something only after a restart].
    dead,prompts,rumble> Only when a second pad is [plugged in|paired], even if it's off.
    rebind> I have a bad [thumb|wrist], so rebinding isn't a luxury for me.
    """),
    asks=fragment_lines("""
    drift> Is there a config file where I can set the dead zone?
    dead,prompts,rumble> Any workaround that isn't "restart"?
    rebind> Could you add toggle instead of hold?
    Does anyone else have that with [a {##}-button|an older] pad?
    """),
    peers=fragment_lines("""
    drift> Set the dead zone to 0.15, quit fully, start again. The slider only counts [on launch|after a restart].
    drift,prompts,dead> Turn off the overlay's own controller layer, you've got two things fighting over the pad.
    prompts,dead> Unplug the wheel/dongle/whatever else. Mine took prompts from a [mouse dongle|racing wheel in the \
        cupboard].
    dead> Opening the map twice brings the pad back, [stupid but works|don't ask].
    rebind> +1 for toggle weave. My [hand|thumb] is [44|51|63] years old.
    rebind> There's a bindings file, user/loom/bindings.txt, line {##}. [Back it up first.|Plain text, easy.]
    rumble> Pause and unpause stops it here. Until the next roar.
    rumble> Wired is quieter for some reason.
    drift> Drifts in here only, because the game has no dead zone at all below 0.1. Set it by hand.
    prompts> Hide the mouse cursor and they settle down.
    rumble> Wireless off, cable in, silence. [Mostly.|Then it's off.]
    rebind> Remap in the launcher's controller settings meanwhile. [Clumsy but ok.|Saved my wrist.]
    """),
    staff=fragment_lines("""
    drift> The dead zone was being read once at start and then ignored, well spotted. In the next patch the slider \
        works live; until then [restart after changing it|0.15 in the settings file does it].
    dead> Pads that sleep come back as a new device and we keep listening to the old one. We have a fix, it's [in \
        testing|coming with the next hotfix].
    rebind> Toggle for weave and lantern is on the list and I've added your post to it. Rebinding the triggers is \
        [done|written] and waits for its turn in testing.
    rumble> The endless rumble is ours: the stop signal is sent to pad one only. For now, [unplug and replug|switch \
        rumble off during that fight].
    prompts> Prompts follow the last device that moved, and some mice never stop moving. From the next patch on you \
        can [pin them|choose].
    """),
    later=fragment_lines("""
    drift> Dead zone in the file works, [no more ghost walking|drift gone].
    drift,dead,prompts> It was the overlay. [I take back {few} swear words.|Pad's fine.]
    prompts> Prompts still wrong in {version}, pad's a plain one.
    [Better|Works] now, [thanks|cheers for the quick help].
    """),
)

CRASH = Topic(
    key="crash",
    product="Emberloom",
    told=fragment_lines("""
    crash> Crash to desktop [when I enter {map}|at the kiln|on the second loading screen|every time {boss} spawns].
    black> Black screen with [music|a cursor] after the logo since {version}.
    freeze> Game freezes for {few} seconds every time [I open the bag|a moth lands|it autosaves].
    black> {version} [won't start|closes instantly] on {rig}, not even an error.
    fps> Fps went from {##} to [{#}|single digits] in {map} [overnight|after the patch].
    """),
    detail=fragment_lines("""
    Verified files, reinstalled, new drivers, [new tea|new prayers].
    crash> Crash log attached, last line is "loom.render: null strand {###}".
    crash,fps,freeze> Only with [shadows on high|full screen|{few} or more lanterns lit].
    [8|16|32] GB of memory, card is [old but not that old|two years old].
    Temperature's fine, other games [run for hours|don't do that].
    """),
    asks=fragment_lines("""
    Is there a way to roll back to the last version?
    Is this on your list?
    What else do you need from me?
    Any launch option that helps?
    """),
    peers=fragment_lines("""
    black> Windowed mode, then back to full screen. [Ugly but it starts.|Got me past the logo.]
    black,fps> Delete the shader cache. First start takes {few} minutes, then it's [smooth|gone].
    crash,fps> Shadows to medium and the crash in {map} is gone for me.
    crash,black> Old version is under betas as "ember-previous". Don't load a new save in it though.
    My [toaster|laptop] has it too and so does my friend's {####} euro monster, so not your card.
    crash> Same null strand line here, {rig}.
    freeze> Set autosave to 15 minutes, the hitch goes with it.
    freeze> Slow disk? Mine was on an old one, moved it, [never again|gone].
    """),
    staff=fragment_lines("""
    crash> "Null strand" is a lantern that's drawn after it was put out. We can [make it happen here|reproduce it] \
        now, thanks to your log; the fix is in tomorrow's build.
    freeze> The hitch comes from autosave writing on the main thread. It moves off it in the next patch, and until \
        then autosave [every 15 minutes|less often] hides most of it.
    crash,black> The old build is available as "ember-previous" under betas. Please [copy your saves|back up the \
        save folder] before you switch.
    fps,black> It looks as if the shader cache of the last version isn't thrown away on your card. Delete the \
        folder "strandcache"; if it still crashes, [send the new log|I'd love the fresh log].
    """),
    later=fragment_lines("""
    fps,black> Shader cache was it, {##} fps again.
    crash> New crash log attached, same spot in {map}.
    crash,black> Rolled back and it runs. [Not touching anything now.|Waiting for the fix.]
    crash> {version} fixed the crash for me, [thank you|well done].
    freeze> Hitch is [gone|much shorter] with autosave at 15.
    [Tested|Tried] that, will report [tonight|tomorrow].
    """),
)

QUEST = Topic(
    key="quest",
    product="Emberloom",
    told=fragment_lines("""
    talk> "{quest}" won't complete, [the widow|the bell keeper|the lamp boy] just [repeats the first line|stares at \
        the wall].
    sold> I sold the [brass spindle|moth key] before "{quest}" and now [I'm stuck|nobody sells it back].
    fell> {boss} fell through the floor [at {##} % health|mid fight] in {map} and the door stays locked.
    marker> Quest marker for "{quest}" points [into the sea|at my own house|at the sky].
    """),
    detail=fragment_lines("""
    Slept, reloaded, did the other {few} quests first.
    talk> I did kill the [crow|merchant] earlier, [by accident|he had it coming].
    talk,marker> Wiki says it should trigger at night, it's [been night for an hour|the eternal night now].
    talk> Playing in [German|Polish|English], in case it's the text trigger.
    """),
    asks=fragment_lines("""
    Is there a console command to [skip|reset] it?
    Am I missing something or is it bugged?
    talk,fell> Do I have to start over?
    talk,marker> Does it fix itself on the next day?
    """),
    peers=fragment_lines("""
    talk> Leave the map, sleep {few} nights, come back from the [south|sea] side. He moves.
    marker> No spoilers but look UP in that room.
    sold> The spindle turns up at the ash market on day {##}, costs a fortune. [Pays to hoard.|Ask me how I know.]
    talk> Bugged for everyone who did the [kiln|harbour] first.
    fell> Drop your lantern in front of the door, [the boss resets|weird trick, works].
    talk> I had to finish "{quest}" in co-op, the guest could talk to her.
    marker> Ignore the marker, follow the gulls.
    sold> Load the autosave from before the market, if you still can.
    fell> Leave by the well, sleep, come back. [Angrier than before.|Bring wax.]
    fell> Mine came back up through the floor and killed me. Enjoy.
    marker> East side of the pier. That's all I say.
    sold> The crow has one. Be nice to the crow.
    """),
    staff=fragment_lines("""
    talk> The talk trigger for "{quest}" breaks when you did the kiln first. It's fixed in the next patch and your \
        save [will heal itself|repairs itself on load].
    sold> Selling that item shouldn't be possible, sorry. With the next patch the ash market always has it, for \
        [one coin|nothing].
    fell> Falling bosses come back if you leave by the well and rest once. We've put a floor under the floor [as \
        well|for now].
    marker> The marker points at where she stood in an older map. Our mistake, fixed in the next patch; she's [by \
        the pump|under the stairs].
    """),
    later=fragment_lines("""
    marker> Looked up. [I'm an idiot.|Oh.] Thanks.
    fell> Left by the well and {boss} was back, [angrier|beaten now].
    marker> Marker still in the sea after {version}.
    Did that and it moved on, thanks[!|, phew.]
    """),
)

BUG_TOPICS = (SAVES, COOP, PAD, CRASH, QUEST)
