package catalogue

import (
	"strings"

	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy"
)

// Example is the ARN of a resource of the type that nobody declares: in the own account and region, with a name that
// nobody gives.
func (r ResourceType) Example() model.Value {
	nowhere := model.Location{}
	var parts []model.Value
	rest := r.ARN()
	for {
		before, inside, found := strings.Cut(rest, "${")
		parts = append(parts, model.NewString(before, nowhere))
		if !found {
			return model.NewTemplate(parts, nowhere)
		}
		inside, rest, _ = strings.Cut(inside, "}")
		switch inside {
		case "Partition":
			parts = append(parts, model.NewString("aws", nowhere))
		case "Region", "Account":
			name := map[string]string{"Region": "AWS::Region", "Account": "AWS::AccountId"}[inside]
			parts = append(parts, model.NewReference(model.Ref{Attribute: name}, nowhere))
		default:
			parts = append(parts, model.NewString(policy.WitnessName, nowhere))
		}
	}
}
