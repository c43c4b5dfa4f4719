package usage

import (
	"bytes"
	"strings"
	"time"

	"github.com/valyala/fastjson"
)

// record puts one record into a log. The fields are those of
// https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
func (r *reader) record(log *Log, text []byte) error {
	v, err := r.parser.ParseBytes(text)
	if err != nil {
		return err
	}
	if inner := v.GetStringBytes("CloudTrailEvent"); inner != nil { // of a look-up: the record as text
		if v, err = r.parser.ParseBytes(bytes.Clone(inner)); err != nil {
			return err
		}
	}
	source, name := v.GetStringBytes("eventSource"), v.GetStringBytes("eventName")
	if source == nil || name == nil {
		return errNoRecords
	}
	log.Events++
	at, err := time.Parse(time.RFC3339, string(v.GetStringBytes("eventTime")))
	if err != nil {
		return err
	}
	log.span(at)
	service := strings.TrimSuffix(string(source), ".amazonaws.com")
	if string(v.GetStringBytes("eventCategory")) == "Data" {
		log.recorded[service] = true
	}
	issuer := v.Get("userIdentity", "sessionContext", "sessionIssuer")
	if issuer == nil || string(issuer.GetStringBytes("type")) != "Role" {
		return nil
	}
	needs, known := actionsOf(service, string(name))
	if !known {
		log.unread[service+":"+string(name)] = true
		return nil
	}
	denied := refused(string(v.GetStringBytes("errorCode")))
	request := v.Get("requestParameters")
	for _, need := range needs {
		if !need.holds(request) {
			continue
		}
		a := act{role: string(issuer.GetStringBytes("arn")), session: sessionOf(v), action: need.action.String(), via: string(v.GetStringBytes("userIdentity", "invokedBy"))}
		if need.told && len(log.acts) < maxActs {
			a.resource = resourceOf(v, need.action)
		}
		t := &tally{count: 1, first: at, last: at}
		if denied {
			t.denied = 1
		}
		if mine := log.acts[a]; mine != nil {
			mine.merge(t)
		} else {
			log.acts[a] = t
		}
	}
	return nil
}

// maxActs is how many different acts of a file are told apart by their resource.
const maxActs = 200_000

// refused reports whether an error says that a permission was missing.
func refused(code string) bool {
	switch code {
	case "AccessDenied", "AccessDeniedException", "UnauthorizedOperation", "Client.UnauthorizedOperation", "AuthorizationError",
		"AuthorizationErrorException", "NotAuthorized", "KMS.AccessDeniedException":
		return true
	}
	return false
}

// sessionOf is the name of the session: the last part of arn:aws:sts::123456789012:assumed-role/role/session. Of a function it
// is the function's name.
func sessionOf(v *fastjson.Value) string {
	arn := string(v.GetStringBytes("userIdentity", "arn"))
	if !strings.Contains(arn, ":assumed-role/") {
		return ""
	}
	return arn[strings.LastIndexByte(arn, '/')+1:]
}
