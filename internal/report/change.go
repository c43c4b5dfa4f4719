package report

import (
	"io"

	"github.com/sconce-dev/sconce/internal/access"
	"github.com/sconce-dev/sconce/internal/change"
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy"
	"github.com/sconce-dev/sconce/internal/policy/catalogue"
	"github.com/sconce-dev/sconce/internal/policy/compare"
	"github.com/sconce-dev/sconce/internal/policy/permit"
)

// DiffSchema names the version of the access-diff document.
const DiffSchema = "sconce.access-diff/v1"

// AccessDiff is which access was added and removed since a revision.
type AccessDiff struct {
	Revision string
	Actors   []change.Actor
	Notes    []string // what of the revision could not be read
}

type accessDiffDocument struct {
	Schema    string        `json:"schema"`
	Revision  string        `json:"revision"`
	Catalogue string        `json:"catalogue"`
	Actors    []changeActor `json:"actors"`
	Notes     []string      `json:"notes"`
}

type changeActor struct {
	ID        string           `json:"id"`
	Kind      change.Kind      `json:"kind"`
	State     change.State     `json:"state"`
	Functions []string         `json:"functions"`
	Relation  compare.Relation `json:"relation"`
	Before    float64          `json:"before"`
	After     float64          `json:"after"`
	Gained    []changeAccess   `json:"gained"`
	Lost      []changeAccess   `json:"lost"`
	Unknown   []changeUnknown  `json:"unknown"`
}

type changeAccess struct {
	Level        permit.Level    `json:"level"`
	Who          []string        `json:"who"`
	NotWho       []string        `json:"notWho"`
	Actions      []string        `json:"actions"`
	NotActions   []string        `json:"notActions"`
	Resources    []string        `json:"resources"`
	NotResources []string        `json:"notResources"`
	Conditions   []string        `json:"conditions"`
	Policy       string          `json:"policy"`
	Sid          string          `json:"sid"`
	File         string          `json:"file"`
	Line         int             `json:"line"`
	Witness      *compareWitness `json:"witness,omitempty"`
}

type changeUnknown struct {
	Gained bool `json:"gained"`
	compareReason
}

// ChangedAccess writes which access was added and removed as a JSON document of DiffSchema.
func ChangedAccess(w io.Writer, d AccessDiff) error {
	return WriteJSON(w, accessDiffDocument{
		Schema: DiffSchema, Revision: d.Revision, Catalogue: catalogue.Version(), Actors: each(d.Actors, actorView), Notes: list(d.Notes),
	})
}

func actorView(a change.Actor) changeActor {
	return changeActor{
		ID: a.ID, Kind: a.Kind, State: a.State, Functions: list(a.Functions), Relation: a.Relation, Before: a.Before.Score, After: a.After.Score,
		Gained: each(a.Gained, accessView), Lost: each(a.Lost, accessView), Unknown: each(a.Unknown, func(u change.Unknown) changeUnknown {
			return changeUnknown{u.Gained, reasonView(u.Reason)}
		}),
	}
}

func accessView(a change.Access) changeAccess {
	texts := func(values []model.Value) []string { return each(values, shown) }
	out := changeAccess{
		Level: a.Level, Who: []string{}, NotWho: []string{}, Conditions: []string{}, Policy: a.Policy, Sid: a.Sid, File: a.At.File, Line: a.At.Line,
		Actions: texts(a.Actions), NotActions: texts(a.NotActions), Resources: texts(a.Resources), NotResources: texts(a.NotResources),
	}
	for _, c := range a.Conditions {
		switch _, isSupposed := access.Supposition(c.Key); {
		case c.Key == access.Requester && c.Operator.Comparison == policy.StringNotLike:
			out.NotWho = each(c.Values, requesterName)
		case c.Key == access.Requester:
			out.Who = each(c.Values, requesterName)
		case isSupposed:
			out.Conditions = append(out.Conditions, suppositionText(c))
		default:
			out.Conditions = append(out.Conditions, conditionText(c))
		}
	}
	if a.Witness != nil {
		out.Witness = witnessView(a.Witness, Operand{}, Operand{})
	}
	return out
}
