package permit

import "github.com/sconce-dev/sconce/internal/policy/catalogue"

// Level is what an attacker gains by an action.
type Level string

// The levels, the worst first.
const (
	Escalation  Level = "escalation"  // act with permissions that the identity does not have
	Permissions Level = "permissions" // grant or change permissions
	Write       Level = "write"       // create, change or delete, tags included
	Read        Level = "read"        // read data
	List        Level = "list"        // see what exists
)

// levels are all levels in order.
var levels = [...]Level{Escalation, Permissions, Write, Read, List}

// Levels are all levels, the worst first.
func Levels() []Level { return levels[:] }

// Weight is what a level counts beside the others: each twice as much as the next.
func (l Level) Weight() float64 {
	switch l {
	case Escalation:
		return 16
	case Permissions:
		return 8
	case Write:
		return 4
	case Read:
		return 2
	case List:
		return 1
	}
	return 0
}

// LevelOf is the level of an action: escalation where a published way to more permissions turns on it,
// otherwise the provider's class. Tags are written.
func LevelOf(a catalogue.Action) Level {
	if escalating()[a] {
		return Escalation
	}
	switch a.Level() {
	case catalogue.LevelPermissions:
		return Permissions
	case catalogue.LevelRead:
		return Read
	case catalogue.LevelList:
		return List
	case catalogue.LevelWrite, catalogue.LevelTagging, catalogue.LevelUnknown:
	}
	return Write
}
