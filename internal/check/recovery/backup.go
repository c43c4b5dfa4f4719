package recovery

import (
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy"
)

// backedUp reports whether a backup plan of the application covers a resource: by name, by a pattern
// of ARNs or by a tag (AWS Backup Developer Guide, "Assign resources to a backup plan").
func backedUp(p *check.Pass, r *model.Resource) bool {
	for i := range p.App.Resources {
		selection := &p.App.Resources[i]
		if selection.Type != "AWS::Backup::BackupSelection" || selection.Conditional != "" && selection.Conditional != r.Conditional {
			continue
		}
		chosen := selection.Properties.Get("BackupSelection")
		if slices.ContainsFunc(chosen.Get("Resources").OneOrMany(), func(v model.Value) bool { return names(v, r) }) ||
			slices.ContainsFunc(chosen.Get("ListOfTags").OneOrMany(), func(v model.Value) bool { return tagged(v, r) }) {
			return true
		}
	}
	return false
}

func names(v model.Value, r *model.Resource) bool {
	text, known := v.Text()
	switch {
	case v.Target() == r.ID:
		return true
	case slices.ContainsFunc(v.Parts(), func(part model.Value) bool { return part.Target() == r.ID }):
		return true
	case known && text == "*":
		return true
	}
	service, _, _ := strings.Cut(strings.TrimPrefix(strings.ToLower(r.Type), "aws::"), "::")
	return known && strings.HasSuffix(text, ":*") && strings.Contains(text, ":"+service+":") || policy.MatchResource(v, r.ARN) == policy.Yes
}

// tagged reports whether a resource has the tag that a selection is for.
func tagged(condition model.Value, r *model.Resource) bool {
	key, value := condition.Get("ConditionKey").TextOr(""), condition.Get("ConditionValue").TextOr("")
	return key != "" && slices.ContainsFunc(r.Properties.Get("Tags").Items(), func(tag model.Value) bool {
		return tag.Get("Key").TextOr("") == key && tag.Get("Value").TextOr("") == value
	})
}
