package sam

import (
	"fmt"
)

// event is one entry of Events, of a function or of a state machine.
type event struct {
	*resource        // that the event belongs to
	name      string // as it is written
	logical   string // the id of what it makes
	body      *node
	props     *node // of the event; resource.props are those of its owner
}

func (e *event) fail(at *node, format string, args ...any) {
	if at == nil {
		at = e.body
	}
	e.resource.fail(at, "Event with id [%s] (what it makes has the id [%s]) is invalid: %s", e.name, e.logical, fmt.Sprintf(format, args...))
}

func (e *event) get(name string) *node { return e.props.Get(name) }

// need is a property that has to be there.
func (e *event) need(name string) *node {
	v := e.get(name)
	if isNull(v) {
		e.fail(e.body, "the property %s is missing", name)
	}
	return v
}

// eventsOf reads the entries of Events.
func (r *resource) eventsOf(prefix string) []*event {
	var all []*event
	each(r.props.Get("Events"), func(name string, body *node) {
		e := &event{resource: r, name: name, logical: prefix + name, body: body}
		if !isMap(body) {
			e.body = r.at
			e.fail(body, "an event should be a map, not %s", body.Name())
			return
		}
		e.props = body.Get("Properties")
		if isNull(e.props) {
			e.props = object(body)
		}
		if !isMap(e.props) {
			e.fail(e.props, "Properties should be a map, not %s", e.props.Name())
			return
		}
		if !isString(body.Get("Type")) {
			e.fail(body, "an event needs a Type")
			return
		}
		all = append(all, e)
	})
	return all
}

// events expands the events of a function.
func (f *function) events() {
	for _, e := range f.eventsOf(f.id) {
		kind := stringOf(e.body.Get("Type"))
		if source, ok := eventSources[kind]; ok {
			f.eventSource(e, kind, source)
			continue
		}
		expand, known := map[string]func(*function, *event){
			"Api": (*function).apiEvent, "HttpApi": (*function).httpAPIEvent, "S3": (*function).s3Event, "SNS": (*function).snsEvent,
			"Schedule": (*function).scheduleEvent, "ScheduleV2": (*function).schedulerEvent,
			"CloudWatchEvent": (*function).ruleEvent, "EventBridgeRule": (*function).ruleEvent,
			"CloudWatchLogs": (*function).logsEvent, "IoTRule": (*function).iotEvent,
			"AlexaSkill": (*function).alexaEvent, "Cognito": (*function).cognitoEvent,
		}[kind]
		if !known {
			e.fail(e.body.Get("Type"), "there is no event of type %s", kind)
			continue
		}
		if v := e.get("FilterCriteria"); v != nil {
			e.fail(v, "an event of type %s has no FilterCriteria", kind)
		}
		expand(f, e)
	}
}

// permission lets a service invoke the function.
func (f *function) permission(e *event, id, principal string, conditions ...any) {
	at := e.body
	props := object(at, "Action", "lambda:InvokeFunction", "FunctionName", f.invoked(at), "Principal", principal)
	each(object(at, conditions...), func(key string, v *node) { set(props, key, v) })
	f.emit(id, "AWS::Lambda::Permission", props, f.passed())
}

// invoked names what is invoked in permissions and event source mappings.
func (f *function) invoked(at *node) *node {
	if f.alias != "" {
		return ref(at, f.alias)
	}
	return ref(at, f.id)
}

// targetArn is the ARN of what is invoked.
func (f *function) targetArn(at *node) *node { return placed(f.target, at) }
