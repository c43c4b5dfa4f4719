package catalogue

import "strings"

// Action is one action of the permission language, such as s3:GetObject. Its value is dense: from 0 to ActionCount()-1,
// in the order of service prefix and lower-case name, and stable for one Version of the catalogue.
type Action int

// ActionCount is the number of actions in the catalogue.
func ActionCount() int { return len(names().actions) }

// LookupAction finds an action by its full name ("s3:GetObject"); the case does not matter, wildcards are not expanded.
func LookupAction(name string) (Action, bool) {
	prefix, short, found := strings.Cut(name, ":")
	if !found {
		return 0, false
	}
	t := names()
	s, ok := t.service(prefix)
	if !ok {
		return 0, false
	}
	a, ok := t.action(s, short)
	if !ok {
		return 0, false
	}
	return Action(a), true
}

// valid reports whether the action is in the catalogue.
func (a Action) valid() bool { return a >= 0 && int(a) < len(names().actions) }

// String is the full name in the provider's spelling, "s3:GetObject"; "" for a number that is no action.
func (a Action) String() string {
	if !a.valid() {
		return ""
	}
	return names().actions[a]
}

// Name is the name without the prefix, "GetObject".
func (a Action) Name() string {
	if !a.valid() {
		return ""
	}
	return names().short(int(a))
}

// Service is the service the action belongs to.
func (a Action) Service() Service {
	if !a.valid() {
		return NoService
	}
	t := names()
	s, _ := t.service(t.actions[a][:t.colon[a]])
	return Service(s)
}

// Level is how the provider classifies what the action does.
func (a Action) Level() Level {
	if !a.valid() {
		return LevelUnknown
	}
	return Level(names().levels[a])
}
