package sam

import (
	"slices"

	"github.com/sconce-dev/sconce/internal/source"
)

// sharedUsagePlan is the usage plan that several APIs of a template share.
type sharedUsagePlan struct {
	apis       []*restAPI
	plan       *node
	conditions []string
	free       bool // an API without a condition has it
}

const (
	sharedPlan    = "ServerlessUsagePlan"
	sharedKey     = "ServerlessApiKey"
	sharedPlanKey = "ServerlessUsagePlanKey"
)

// usagePlan reads Auth.UsagePlan.
func (a *restAPI) usagePlan() {
	plan := a.auth.Get("UsagePlan")
	if isNull(plan) {
		return
	}
	if !isMap(plan) {
		a.fail(plan, "Auth.UsagePlan should be a map, not %s", plan.Name())
		return
	}
	for _, k := range plan.Keys {
		if !slices.Contains([]string{"CreateUsagePlan", "UsagePlanName", "Description", "Quota", "Throttle", "Tags"}, k.Text) {
			a.fail(k, "%s is no property of Auth.UsagePlan", k.Text)
			return
		}
	}
	switch kind := plan.Get("CreateUsagePlan"); stringOf(kind) {
	case "NONE":
	case "PER_API":
		a.ownPlan(plan)
	case "SHARED":
		s := &a.t.usagePlan
		s.apis = append(s.apis, a)
		if s.plan == nil {
			s.plan = plan
		} else {
			s.plan = merged(s.plan, plan)
		}
		if c := stringOf(a.node.Get("Condition")); c != "" {
			s.conditions = append(s.conditions, c)
		} else {
			s.free = true
		}
		a.property("UsagePlan", sharedPlan)
		a.property("ApiKey", sharedKey)
		a.property("UsagePlanKey", sharedPlanKey)
	default:
		a.fail(plan, "CreateUsagePlan of Auth.UsagePlan is PER_API, SHARED or NONE")
	}
}

// ownPlan makes the usage plan of one API, with its key.
func (a *restAPI) ownPlan(plan *node) {
	planID, keyID, linkID := a.id+"UsagePlan", a.id+"ApiKey", a.id+"UsagePlanKey"
	a.property("UsagePlan", planID)
	a.property("ApiKey", keyID)
	a.property("UsagePlanKey", linkID)
	a.plan(plan, planID, keyID, linkID, []*restAPI{a}, a.passed())
}

// plan makes a usage plan, a key and what joins them.
func (a *restAPI) plan(plan *node, planID, keyID, linkID string, apis []*restAPI, attributes *node) {
	stages, keys, depends := made(plan, source.List), made(plan, source.List), made(plan, source.List)
	for _, api := range apis {
		stage := api.stageID()
		stages.Items = append(stages.Items, object(plan, "ApiId", ref(plan, api.id), "Stage", ref(plan, stage)))
		keys.Items = append(keys.Items, object(plan, "RestApiId", ref(plan, api.id), "StageName", ref(plan, stage)))
		depends.Items = append(depends.Items, text(plan, api.id))
	}
	props := object(plan, "ApiStages", stages)
	for _, name := range []string{"UsagePlanName", "Description", "Quota", "Throttle", "Tags"} {
		copyProperty(props, name, plan.Get(name))
	}
	with := func(depends *node) *node {
		all := clone(attributes)
		set(all, "DependsOn", depends)
		return all
	}
	a.emit(planID, "AWS::ApiGateway::UsagePlan", props, with(depends))
	key := object(plan, "Enabled", true, "StageKeys", keys)
	a.emit(keyID, "AWS::ApiGateway::ApiKey", key, with(list(plan, planID)))
	a.emit(linkID, "AWS::ApiGateway::UsagePlanKey", object(plan, "KeyId", ref(plan, keyID), "KeyType", "API_KEY",
		"UsagePlanId", ref(plan, planID)), with(list(plan, keyID)))
}

// finishUsagePlan makes the shared usage plan once all APIs are known.
func (t *transformer) finishUsagePlan() {
	s := t.usagePlan
	if len(s.apis) == 0 {
		return
	}
	first := s.apis[0]
	attributes := made(s.plan, source.Map)
	if !s.free {
		slices.Sort(s.conditions)
		conditions := slices.Compact(s.conditions)
		condition := conditions[0]
		if len(conditions) > 1 {
			condition = "SharedUsagePlanCondition"
			t.anyOf(s.plan, condition, conditions)
		}
		set(attributes, "Condition", text(s.plan, condition))
	}
	for _, name := range []string{"DeletionPolicy", "UpdateReplacePolicy"} {
		for _, api := range s.apis {
			if v := api.node.Get(name); v != nil && (attributes.Get(name) == nil || stringOf(v) == "Retain") {
				set(attributes, name, v)
			}
		}
	}
	before := keys(t.resources)
	first.plan(s.plan, sharedPlan, sharedKey, sharedPlanKey, s.apis, attributes)
	if last := s.apis[len(s.apis)-1]; last.propagates() && isMap(last.props.Get("Tags")) {
		t.propagate(last.resource, before)
	}
}
