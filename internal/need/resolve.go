package need

import (
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy/catalogue"
)

// resolved are the needs of a call, with what the application says of those of which the call does not: the bucket or
// pool of the event, the key of what is declared, the roles of a task.
func resolved(app *model.App, f *model.Function, c *model.Call) []model.Need {
	var out []model.Need
	for _, n := range c.Needs {
		switch {
		case n.Action == "iam:PassRole" && n.On.Kind == model.TargetUnknown:
			out = append(out, taskRoles(app, c, n)...)
		case strings.HasPrefix(n.Action, "kms:") && c.Operation == "CopyObject": // its source and its target have keys of their own
		default:
			out = append(out, bound(app, f, n)...)
		}
	}
	return append(out, keysOf(app, c, out)...)
}

// taskRoles are the roles that the task definitions of a call name, which starting the task passes on (Amazon ECS
// Developer Guide, "Amazon ECS task execution IAM role"). It is not known where no definition of the application is
// named.
func taskRoles(app *model.App, c *model.Call, n model.Need) []model.Need {
	var out []model.Need
	for _, of := range c.Needs {
		task, ok := app.Resource(of.On.ID)
		if !ok || task.Type != "AWS::ECS::TaskDefinition" {
			continue
		}
		for _, property := range []string{"TaskRoleArn", "ExecutionRoleArn"} {
			if role := task.Properties.Get(property); !role.IsAbsent() {
				passed := n
				passed.On, passed.When = element(app, role, ""), ""
				passed.Condition = []model.Field{{Key: "iam:PassedToService", Value: model.NewString("ecs-tasks.amazonaws.com", role.At)}}
				out = append(out, passed)
			}
		}
		return out
	}
	return []model.Need{n}
}

// keysOf are the uses of customers' keys that reading and writing objects of a bucket of the application takes, where the
// call itself has none of them: the bucket is that of an event, the call copies, or uploads in parts (Amazon S3 User
// Guide, "Protecting data with server-side encryption": kms:Decrypt to read and to put parts together,
// kms:GenerateDataKey to write).
func keysOf(app *model.App, c *model.Call, needs []model.Need) []model.Need {
	if c.Service != "s3" {
		return nil
	}
	var out []model.Need
	for _, n := range needs {
		bucket, ok := app.Resource(n.On.ID)
		if !ok || bucket.Type != "AWS::S3::Bucket" {
			continue
		}
		var actions []string
		switch n.Action {
		case "s3:GetObject":
			actions = []string{"kms:Decrypt"}
		case "s3:PutObject":
			actions = []string{"kms:GenerateDataKey"}
			if strings.Contains(c.Via, "upload") || c.Operation == "UploadPartCopy" {
				actions = append(actions, "kms:Decrypt")
			}
		}
		for _, rule := range bucket.Properties.Get("BucketEncryption", "ServerSideEncryptionConfiguration").Items() {
			var m merger
			m.withKey(app, rule.Get("ServerSideEncryptionByDefault", "KMSMasterKeyID"), model.Need{}, Reason{}, actions...)
			for _, of := range m.needs {
				if !slices.ContainsFunc(needs, func(has model.Need) bool { return has.Action == of.Action && has.On.Key() == of.On.Key() }) {
					out = append(out, of.Need)
				}
			}
		}
	}
	return out
}

// bound are the targets of a need of the code. What an event names is known where the platform writes that part of the
// event: the bucket of a notification, the pool of a sign-up, is one of those that trigger the function (Amazon S3 User
// Guide, "Event message structure"; Amazon Cognito Developer Guide, "Customizing user pool workflows").
func bound(app *model.App, f *model.Function, n model.Need) []model.Need {
	var kind model.TriggerKind
	switch {
	case n.On.Kind != model.TargetEvent:
		return []model.Need{n}
	case strings.HasSuffix(n.On.Why, ".s3.bucket.name"):
		kind = model.TriggerBucket
	case n.On.Why == "event.userPoolId":
		kind = model.TriggerAuth
	default:
		return []model.Need{n}
	}
	part := ""
	if action, ok := catalogue.LookupAction(n.Action); ok && slices.ContainsFunc(action.Resources(), func(u catalogue.ResourceUse) bool { return u.Type.Name() == "object" }) {
		part = "objects"
	}
	var out []model.Need
	for _, t := range f.Triggers {
		if t.Kind != kind {
			continue
		}
		from, ok := app.Resource(t.From)
		if !ok {
			return []model.Need{n} // one that is not declared here sends events too
		}
		of := n
		of.On = element(app, model.NewReference(model.Ref{Target: from.ID, Attribute: "Arn"}, t.At), part)
		out = append(out, of)
	}
	if len(out) == 0 {
		return []model.Need{n}
	}
	return out
}
