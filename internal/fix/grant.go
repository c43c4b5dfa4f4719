package fix

import (
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy"
	"github.com/sconce-dev/sconce/internal/policy/catalogue"
	"github.com/sconce-dev/sconce/internal/source"
	"github.com/sconce-dev/sconce/internal/source/splice"
)

// addBoundary gives an identity that may change identities a permissions boundary.
func addBoundary(c *Case) (Proposal, error) {
	w, err := c.written(c.Finding.Resource)
	if err != nil {
		return Proposal{}, err
	}
	switch w.kind {
	case "AWS::IAM::Role", "AWS::IAM::User", "AWS::Serverless::Function", "AWS::Serverless::StateMachine":
	default:
		return Proposal{}, advise("a resource of type " + w.kind + " makes it")
	}
	d := w.draft()
	name := d.ask("PermissionsBoundaryArn", "ARN of the managed policy that is the most what identities of this stack may do")
	d.set(splice.Ref(name), "Resources", w.name, "Properties", "PermissionsBoundary")
	d.touch(c.Finding.Resource, "PermissionsBoundary")
	d.touch(w.id, "PermissionsBoundary")
	d.note("The next deployment asks for the parameter " + name + ": the boundary must allow what the identity is to do.")
	return d.done()
}

// refuseGuests gives nobody credentials who has not signed in, where no role for them says that they are meant.
func refuseGuests(c *Case) (Proposal, error) {
	w, err := c.written(c.Finding.Resource)
	if err != nil {
		return Proposal{}, err
	}
	for i := range c.App.Resources {
		r := &c.App.Resources[i]
		if r.Type == "AWS::Cognito::IdentityPoolRoleAttachment" && r.Properties.Get("IdentityPoolId").Target() == c.Finding.Resource && !r.Properties.Get("Roles", "unauthenticated").IsAbsent() {
			return Proposal{}, &AdviceError{
				Reason: "a role for guests says that they are meant",
				Text:   "If they are not, set AllowUnauthenticatedIdentities: false on " + w.name + " and remove unauthenticated from Roles of " + local(r.ID) + "; else leave the role only what everybody may have.",
			}
		}
	}
	d := w.draft()
	d.set(splice.Bool(false), "Resources", w.name, "Properties", "AllowUnauthenticatedIdentities")
	d.touch(w.id, "AllowUnauthenticatedIdentities")
	d.note("Guests get no credentials from now on: everybody has to sign in.")
	return d.done()
}

// passers are the actions with which a role is passed to a service, by the service that gets it.
var passers = map[string][]string{
	"scheduler.amazonaws.com": {"scheduler:CreateSchedule", "scheduler:UpdateSchedule"}, "states.amazonaws.com": {"states:CreateStateMachine", "states:UpdateStateMachine"},
	"ecs-tasks.amazonaws.com": {"ecs:RunTask", "ecs:StartTask", "ecs:RegisterTaskDefinition"}, "lambda.amazonaws.com": {"lambda:CreateFunction", "lambda:UpdateFunctionConfiguration"},
	"glue.amazonaws.com": {"glue:CreateJob", "glue:CreateCrawler", "glue:UpdateJob"}, "sagemaker.amazonaws.com": {"sagemaker:CreateTrainingJob", "sagemaker:CreateModel", "sagemaker:CreateProcessingJob", "sagemaker:CreateNotebookInstance"},
	"codebuild.amazonaws.com": {"codebuild:CreateProject", "codebuild:UpdateProject"}, "events.amazonaws.com": {"events:PutTargets"}, "transcribe.amazonaws.com": {"transcribe:StartTranscriptionJob"},
	"mediaconvert.amazonaws.com": {"mediaconvert:CreateJob"}, "ec2.amazonaws.com": {"ec2:RunInstances", "iam:AddRoleToInstanceProfile"}, "pipes.amazonaws.com": {"pipes:CreatePipe", "pipes:UpdatePipe"},
	"batch.amazonaws.com": {"batch:CreateComputeEnvironment"}, "bedrock.amazonaws.com": {"bedrock:CreateAgent", "bedrock:CreateModelCustomizationJob"},
	"firehose.amazonaws.com": {"firehose:CreateDeliveryStream"}, "textract.amazonaws.com": {"textract:StartDocumentAnalysis", "textract:StartDocumentTextDetection"},
	"rekognition.amazonaws.com": {"rekognition:StartLabelDetection", "rekognition:StartFaceDetection"},
}

// passOne names the one role that the identity has a service to pass to: the only one of the application that
// the service may assume.
func passOne(c *Case) (Proposal, error) {
	s, err := c.statement()
	if err != nil {
		return Proposal{}, err
	}
	var services, roles []string
	for service, actions := range passers {
		if slices.ContainsFunc(actions, func(action string) bool { return c.may(s.grant.Identity, action) }) {
			services = append(services, service)
		}
	}
	slices.Sort(services)
	for i := range c.App.Grants {
		g := &c.App.Grants[i]
		if g.Mechanism != model.MechanismTrust || g.Effect != model.Allow || len(services) != 1 || slices.Contains(roles, local(g.Resource)) || s.d.at("Resources", local(g.Resource)) == nil {
			continue
		}
		if slices.ContainsFunc(policy.Principals(g.Principals), func(who policy.Principal) bool { return who.Name.String() == services[0] }) {
			roles = append(roles, local(g.Resource))
		}
	}
	if len(roles) != 1 || len(s.grant.Actions) != 1 || !s.has("Resource") {
		return Proposal{}, &AdviceError{
			Reason: "which role is meant is not known: the identity has no one service to pass it to that may assume one role of the template",
			Text:   "Name the role in Resource of the statement of " + s.w.name + ", and the service in the condition StringEquals iam:PassedToService.",
		}
	}
	if old := s.d.at(s.in("Resource")...); isFunction(old) { // every role, by a name with holes
		s.d.remove(s.in("Resource")...)
	}
	s.d.set(splice.GetAtt(roles[0], "Arn"), s.in("Resource")...)
	if s.d.at(s.in("Condition", "StringEquals", "iam:PassedToService")...) == nil {
		s.d.set(splice.Text(services[0]), s.in("Condition", "StringEquals", "iam:PassedToService")...)
	}
	s.d.note("It is the one role of the template that the one service may assume to which the identity can pass it: look whether others are passed too.")
	return s.done()
}

// may reports whether an identity is allowed an action by name.
func (c *Case) may(identity, action string) bool {
	return slices.ContainsFunc(c.App.Grants, func(g model.Grant) bool {
		return g.Identity == identity && g.Effect == model.Allow && slices.ContainsFunc(g.Actions, func(v model.Value) bool { return policy.MatchAction(v, action) == policy.Yes })
	})
}

// keepToOwn has a queue or topic that everybody may use be used by the own account alone, or by the topic
// that sends to it.
func keepToOwn(c *Case) (Proposal, error) {
	s, err := c.statement()
	if err != nil {
		return Proposal{}, err
	}
	r, _ := c.App.Resource(s.grant.Resource)
	if r == nil || r.Kind != model.KindQueue && r.Kind != model.KindTopic || s.w.kind == "AWS::Lambda::Permission" || !s.has("Principal") {
		return Proposal{}, &AdviceError{
			Reason: "who is meant is not known",
			Text: "Name in Principal of the statement of " + s.w.name + " the accounts, roles or services that need it, " +
				"or add the condition StringEquals aws:PrincipalOrgID with your organization. Files for everybody are served by CloudFront with origin access control.",
		}
	}
	var topics []string
	for _, e := range c.App.Edges {
		if t, ok := c.App.Resource(e.From); ok && e.To == s.grant.Resource && t.Kind == model.KindTopic && !slices.Contains(topics, local(t.ID)) && s.d.at("Resources", local(t.ID)) != nil {
			topics = append(topics, local(t.ID))
		}
	}
	own := splice.Map(entry("AWS", splice.Sub("arn:${AWS::Partition}:iam::${AWS::AccountId}:root")))
	switch {
	case len(topics) == 1:
		s.d.set(splice.Map(entry("Service", splice.Text("sns.amazonaws.com"))), s.in("Principal")...)
		s.d.set(splice.Ref(topics[0]), s.in("Condition", "ArnEquals", "aws:SourceArn")...)
		s.d.note("Only the topic " + topics[0] + " may use it from now on, and who is allowed to by a policy of their own.")
	default:
		s.d.set(own, s.in("Principal")...)
		s.d.note("Only identities of the account may use it from now on: name the services or accounts that use it besides.")
	}
	return s.done()
}

// kindsOf are the types of resource that the actions of a service are about, by the service, with what of
// one a statement names.
var kindsOf = map[string]struct {
	kind string
	arn  func(name string) []splice.Value
}{
	"dynamodb": {"AWS::DynamoDB::Table", func(name string) []splice.Value {
		return []splice.Value{splice.GetAtt(name, "Arn"), splice.Sub("${" + name + ".Arn}/index/*")}
	}},
	"s3": {"AWS::S3::Bucket", func(name string) []splice.Value {
		return []splice.Value{splice.GetAtt(name, "Arn"), splice.Sub("${" + name + ".Arn}/*")}
	}},
	"sqs":            {"AWS::SQS::Queue", byARN},
	"kinesis":        {"AWS::Kinesis::Stream", byARN},
	"firehose":       {"AWS::KinesisFirehose::DeliveryStream", byARN},
	"sns":            {"AWS::SNS::Topic", reference},
	"secretsmanager": {"AWS::SecretsManager::Secret", reference},
	"states":         {"AWS::StepFunctions::StateMachine", reference},
	"kms":            {"AWS::KMS::Key", byARN},
}

func byARN(name string) []splice.Value { return []splice.Value{splice.GetAtt(name, "Arn")} }

func reference(name string) []splice.Value { return []splice.Value{splice.Ref(name)} }

// nameResource names the resource that a statement is meant for: the only one of the application that its
// actions are about, and that every function with the role is given by an environment variable or starts
// from.
func nameResource(c *Case) (Proposal, error) {
	s, err := c.statement()
	if err != nil {
		return Proposal{}, err
	}
	service := ""
	for _, v := range s.grant.Actions {
		text, known := v.Text()
		of, _, _ := strings.Cut(strings.ToLower(text), ":")
		if !known || service != "" && of != service {
			return Proposal{}, c.adviseResources(s, "the statement is about several services: write one for each")
		}
		service = of
		for a := range catalogue.Match(text) {
			if !a.HasResources() {
				return Proposal{}, c.adviseResources(s, a.String()+" takes no resource: it needs a statement of its own")
			}
		}
	}
	of, ok := kindsOf[service]
	resources := c.declaredOf(s, of.kind)
	switch {
	case !ok || len(resources) != 1 || !s.has("Resource"):
		return Proposal{}, c.adviseResources(s, "which resources are meant is not known")
	case !c.uses(s.grant.Identity, resources[0]):
		return Proposal{}, c.adviseResources(s, "nothing says that "+local(resources[0])+" is meant: no function with the role is given its name")
	}
	values := of.arn(local(resources[0]))
	v := splice.List(values...)
	if len(values) == 1 {
		v = values[0]
	}
	if old := s.d.at(s.in("Resource")...); old.Tag == "" && old.Kind != source.Map {
		s.d.set(v, s.in("Resource")...)
	} else {
		return Proposal{}, c.adviseResources(s, "a function decides what stands there")
	}
	s.d.note("The resource named is the only one of the template that the actions are about and that the function is given: look whether others are used too.")
	return s.done()
}

// declaredOf are the ids of the resources of a type in the template of a statement.
func (c *Case) declaredOf(s *statement, kind string) []string {
	var ids []string
	for i := range c.App.Resources {
		if r := &c.App.Resources[i]; r.Type == kind && kind != "" {
			ids = append(ids, r.ID)
		}
	}
	if len(ids) == 1 && (!strings.HasPrefix(ids[0], s.d.prefix) || s.d.at("Resources", local(ids[0])) == nil) {
		return nil // of another template: its name is not an attribute here
	}
	return ids
}

// uses reports whether each function that runs as an identity is given a resource: by a variable, or as
// what starts it.
func (c *Case) uses(identity, resource string) bool {
	functions := c.App.FunctionsOf(identity)
	for _, id := range functions {
		f, _ := c.App.Function(id)
		given := slices.ContainsFunc(f.Env, func(v model.Variable) bool {
			return slices.ContainsFunc(v.Value.Parts(), func(part model.Value) bool { return part.Target() == resource })
		})
		if !given && !slices.ContainsFunc(f.Triggers, func(t model.Trigger) bool { return t.From == resource }) {
			return false
		}
	}
	return len(functions) > 0
}

// adviseResources says what could be named instead of everything.
func (c *Case) adviseResources(s *statement, reason string) error {
	var names []string
	for _, v := range s.grant.Actions {
		service, _, _ := strings.Cut(strings.ToLower(v.String()), ":")
		for _, id := range c.declaredOf(s, kindsOf[service].kind) {
			if !slices.Contains(names, local(id)) {
				names = append(names, local(id))
			}
		}
	}
	text := ""
	if len(names) > 0 {
		text = "Name in Resource of the statement of " + s.w.name + " the ARNs of those it needs of " + strings.Join(names, ", ") + "."
	}
	return &AdviceError{Reason: reason, Text: text}
}
