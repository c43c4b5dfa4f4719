package need

import (
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy/catalogue"
)

// bound are the targets of a need of the code. What an event names is known where the platform writes that part of the
// event: the bucket of a notification is one of those that trigger the function (Amazon S3 User Guide, "Event message
// structure").
func bound(app *model.App, f *model.Function, n model.Need) []model.Need {
	if n.On.Kind != model.TargetEvent || !strings.HasSuffix(n.On.Why, ".s3.bucket.name") {
		return []model.Need{n}
	}
	part := ""
	if action, ok := catalogue.LookupAction(n.Action); ok && slices.ContainsFunc(action.Resources(), func(u catalogue.ResourceUse) bool { return u.Type.Name() == "object" }) {
		part = "objects"
	}
	var out []model.Need
	for _, t := range f.Triggers {
		if t.Kind != model.TriggerBucket {
			continue
		}
		bucket, ok := app.Resource(t.From)
		if !ok {
			return []model.Need{n} // one that is not declared here sends events too
		}
		of := n
		of.On = element(app, model.NewReference(model.Ref{Target: bucket.ID, Attribute: "Arn"}, t.At), part)
		out = append(out, of)
	}
	if len(out) == 0 {
		return []model.Need{n}
	}
	return out
}
