package aws

import (
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy"
)

// edges connects the elements: internet to routes to functions, event sources to functions, and
// functions to what their grants let them touch.
func (b *builder) edges() {
	a := b.app
	for _, r := range a.Routes {
		if !r.Private {
			a.Edges = append(a.Edges, model.Edge{From: model.Internet, To: r.ID, Kind: model.EdgeInvokes, Via: r.ID, At: r.At})
		}
		if r.Function != "" {
			b.routeOf[r.ID] = r.Function
			a.Edges = append(a.Edges, model.Edge{From: r.ID, To: r.Function, Kind: model.EdgeInvokes, Via: r.ID, At: r.At})
		}
		if r.Authorizer != "" {
			a.Edges = append(a.Edges, model.Edge{From: r.ID, To: r.Authorizer, Kind: model.EdgeInvokes, Via: r.ID, At: r.At})
		}
	}
	b.triggerEdges()
	b.fronts()
	b.relays()
	for _, g := range a.Grants {
		if g.Effect != model.Allow {
			continue
		}
		if g.Identity != "" && g.Mechanism != model.MechanismBoundary {
			b.grantEdges(g)
		}
		if g.Mechanism == model.MechanismResource {
			b.publicEdges(g)
		}
	}
}

// publicEdges connects the internet to what a resource's own policy lets everybody do with it, as far as
// no condition says who or from where.
func (b *builder) publicEdges(g model.Grant) {
	d := b.mine[g.Resource]
	if d == nil || kindOf(d.Type) == model.KindAPI || d.Type == "AWS::Lambda::Function" && !g.Conditions.IsAbsent() {
		return // who may call an API, or a function through its URL, is asked of its routes
	}
	everybody := slices.ContainsFunc(policy.Principals(g.Principals), func(p policy.Principal) bool {
		who, _ := p.Audience()
		return who == policy.AudienceEverybody
	})
	limited := policy.Narrow(policy.Conditions(g.Conditions), policy.AspectWho, policy.AspectWhere, policy.AspectBehalf)
	if !everybody || limited != policy.No || blocksPublic(d) {
		return
	}
	for _, kind := range reach(g, types[d.Type]) {
		b.app.Edges = append(b.app.Edges, model.Edge{From: model.Internet, To: d.ID, Kind: kind, Via: g.ID, At: g.At})
	}
}

// blocksPublic reports whether a resource does not heed a policy for everybody: a bucket that blocks
// public policies, a domain inside a network.
func blocksPublic(d *Declared) bool {
	for _, setting := range []string{"BlockPublicPolicy", "RestrictPublicBuckets"} {
		if on, _ := d.Properties.Get("PublicAccessBlockConfiguration", setting).Truth(); on {
			return true
		}
	}
	return !d.Properties.Get("VPCOptions").IsAbsent()
}

// triggerEdges connects what makes a function run to it. A route that a function answers is connected
// already.
func (b *builder) triggerEdges() {
	for _, f := range b.app.Functions {
		for _, t := range f.Triggers {
			if t.From == "" || b.routeOf[t.From] == f.ID {
				continue
			}
			kind := model.EdgeTriggers
			if t.Kind == model.TriggerWorkflow || t.Kind == model.TriggerFunction || t.Kind == model.TriggerAuth || t.Kind == model.TriggerHTTP {
				kind = model.EdgeInvokes
			}
			b.app.Edges = append(b.app.Edges, model.Edge{From: t.From, To: f.ID, Kind: kind, Via: t.ID, At: t.At})
		}
	}
}

// grantEdges adds an edge from every function of an identity to each declared element that a grant
// is about.
func (b *builder) grantEdges(g model.Grant) {
	functions := b.app.FunctionsOf(g.Identity)
	if len(functions) == 0 {
		return
	}
	from := b.mine[g.Identity]
	targets := map[string]bool{} // by id: whether it is meant alone
	all := len(g.NotResources) > 0
	for _, r := range g.Resources {
		if text, known := r.Text(); known && text == "*" {
			all = true
		}
		found := b.index.Find(r, from.ID)
		for _, d := range found {
			targets[d.ID] = targets[d.ID] || len(found) == 1 && !anyName(r, types[d.Type])
		}
	}
	kinds := map[spec][]model.EdgeKind{}
	for _, d := range b.declared {
		s, ok := types[d.Type]
		named, targeted := targets[d.ID]
		if !ok || s.kind == "" || !all && !targeted {
			continue
		}
		if _, known := kinds[s]; !known {
			kinds[s] = reach(g, s)
		}
		for _, kind := range kinds[s] {
			for _, f := range functions {
				if (f != d.ID || named) && b.room(len(b.app.Edges), maxEdges, "connections", g.At) {
					b.app.Edges = append(b.app.Edges, model.Edge{From: f, To: d.ID, Kind: kind, Via: g.ID, At: g.At, Wide: !named})
				}
			}
		}
	}
}

// anyName reports whether a resource of a statement has a wildcard where the name stands ("function:*"): that only one
// resource of the type is declared does not make it the one that is meant.
func anyName(v model.Value, s spec) bool {
	a, ok := parseARN(v)
	if !ok {
		return false
	}
	rest, ok := cutPrefix(a.resource, s.arn)
	parts := rest.Parts()
	if !ok || len(parts) == 0 {
		return true // a pattern that begins before the name: "*"
	}
	text, known := parts[0].Text()
	if i := strings.IndexAny(text, "/:"); i > 0 {
		text = text[:i]
	} else if len(parts) > 1 {
		return false
	}
	return known && strings.Trim(text, "*?") == ""
}

// probe is an action that stands for all of its kind on a service.
type probe struct {
	action string
	kind   model.EdgeKind
}

// probes are the actions that move data or control, by service (Service Authorization Reference).
var probes = map[string][]probe{
	"dynamodb": {
		{"GetItem", model.EdgeReads},
		{"BatchGetItem", model.EdgeReads},
		{"Query", model.EdgeReads},
		{"Scan", model.EdgeReads},
		{"PartiQLSelect", model.EdgeReads},
		{"GetRecords", model.EdgeReads},
		{"PutItem", model.EdgeWrites},
		{"UpdateItem", model.EdgeWrites},
		{"DeleteItem", model.EdgeWrites},
		{"BatchWriteItem", model.EdgeWrites},
		{"PartiQLInsert", model.EdgeWrites},
		{"PartiQLUpdate", model.EdgeWrites},
		{"PartiQLDelete", model.EdgeWrites},
	},
	"s3":             {{"GetObject", model.EdgeReads}, {"ListBucket", model.EdgeReads}, {"PutObject", model.EdgeWrites}, {"DeleteObject", model.EdgeWrites}},
	"sqs":            {{"ReceiveMessage", model.EdgeReads}, {"SendMessage", model.EdgePublishes}, {"PurgeQueue", model.EdgeWrites}, {"DeleteMessage", model.EdgeReads}},
	"sns":            {{"Publish", model.EdgePublishes}, {"Subscribe", model.EdgeReads}},
	"kinesis":        {{"GetRecords", model.EdgeReads}, {"SubscribeToShard", model.EdgeReads}, {"PutRecord", model.EdgePublishes}, {"PutRecords", model.EdgePublishes}},
	"firehose":       {{"PutRecord", model.EdgePublishes}, {"PutRecordBatch", model.EdgePublishes}},
	"events":         {{"PutEvents", model.EdgePublishes}},
	"secretsmanager": {{"GetSecretValue", model.EdgeReads}, {"BatchGetSecretValue", model.EdgeReads}, {"PutSecretValue", model.EdgeWrites}, {"UpdateSecret", model.EdgeWrites}},
	"ssm":            {{"GetParameter", model.EdgeReads}, {"GetParameters", model.EdgeReads}, {"GetParametersByPath", model.EdgeReads}, {"PutParameter", model.EdgeWrites}},
	"kms":            {{"Decrypt", model.EdgeReads}, {"Encrypt", model.EdgeWrites}, {"GenerateDataKey", model.EdgeWrites}},
	"lambda":         {{"InvokeFunction", model.EdgeInvokes}},
	"states":         {{"StartExecution", model.EdgeInvokes}, {"StartSyncExecution", model.EdgeInvokes}},
	"execute-api":    {{"Invoke", model.EdgeInvokes}, {"ManageConnections", model.EdgePublishes}},
	"rds-data":       {{"ExecuteStatement", model.EdgeReads}, {"BatchExecuteStatement", model.EdgeWrites}, {"ExecuteStatement", model.EdgeWrites}},
	"es":             {{"ESHttpGet", model.EdgeReads}, {"ESHttpPost", model.EdgeWrites}, {"ESHttpPut", model.EdgeWrites}},
	"cognito-idp":    {{"ListUsers", model.EdgeReads}, {"AdminGetUser", model.EdgeReads}, {"AdminCreateUser", model.EdgeWrites}, {"AdminSetUserPassword", model.EdgeWrites}},
}

// reach are the kinds of edge that a grant makes to a resource of a type.
func reach(g model.Grant, s spec) []model.EdgeKind {
	services := []string{s.service}
	if s.kind == model.KindDatabase && s.service == "rds" {
		services = append(services, "rds-data")
	}
	var kinds []model.EdgeKind
	seen := map[model.EdgeKind]bool{}
	statement := policy.Statement{Actions: g.Actions, NotActions: g.NotActions}
	if len(g.NotActions) == 0 {
		statement.NotActions = nil
	}
	for _, service := range services {
		for _, p := range probes[service] {
			if !seen[p.kind] && statement.MatchesAction(service+":"+p.action) == policy.Yes {
				seen[p.kind] = true
				kinds = append(kinds, p.kind)
			}
		}
	}
	return kinds
}
