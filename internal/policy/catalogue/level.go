package catalogue

// Level is the provider's classification of an action. The finer classes win: an action that the source lists as both
// "Write" and "Tagging" is Tagging.
//
// https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
type Level uint8

// The access levels.
const (
	LevelUnknown     Level = iota // not an action of the catalogue
	LevelList                     // see that something exists
	LevelRead                     // read its contents
	LevelWrite                    // create, change or delete it
	LevelTagging                  // change its tags alone
	LevelPermissions              // grant or change permissions
)

// String is the provider's word for the level.
func (l Level) String() string {
	switch l {
	case LevelList:
		return "List"
	case LevelRead:
		return "Read"
	case LevelWrite:
		return "Write"
	case LevelTagging:
		return "Tagging"
	case LevelPermissions:
		return "Permissions management"
	case LevelUnknown:
		return "unknown"
	default:
		return "unknown"
	}
}
