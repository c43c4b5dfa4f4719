package usage

import (
	"bytes"
	"strings"
	"time"

	"github.com/valyala/fastjson"

	"github.com/sconce-dev/sconce/internal/model"
)

// accessed is what IAM says of a role's use of one service.
type accessed struct {
	role string // ARN; "" where nobody used the service: it is that of the rest of the export
	model.Access
}

// lastAccessed reads the list of what `aws iam get-service-last-accessed-details` answers. The answer does not say whose it
// is, but by the ARN that stands with each service that was used.
// https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetServiceLastAccessedDetails.html
func (r *reader) lastAccessed(log *Log, services []byte) error {
	v, err := r.parser.ParseBytes(bytes.Clone(services))
	if err != nil {
		return err
	}
	var out []accessed
	role := ""
	for _, s := range v.GetArray() {
		a := accessed{Access: model.Access{Service: text(s.Get("ServiceNamespace")), Last: when(s.Get("LastAuthenticated"))}}
		if arn := text(s.Get("LastAuthenticatedEntity")); strings.Contains(arn, ":role/") {
			role = arn
		}
		for _, action := range s.GetArray("TrackedActionsLastAccessed") {
			a.Actions = append(a.Actions, model.ActionAccess{Action: a.Service + ":" + text(action.Get("ActionName")), Last: when(action.Get("LastAccessedTime"))})
		}
		if a.Service != "" {
			out = append(out, a)
		}
	}
	for i := range out {
		out[i].role = role
	}
	log.accesses = append(log.accesses, out...)
	return nil
}

// when is a time as the CLI writes it, or the zero time.
func when(v *fastjson.Value) time.Time {
	at, err := time.Parse(time.RFC3339, text(v))
	if err != nil {
		return time.Time{}
	}
	return at.UTC()
}
