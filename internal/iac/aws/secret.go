package aws

import (
	"regexp"
	"sort"
	"strings"

	"github.com/sconce-dev/sconce/internal/model"
)

// dynamicReference is a reference that CloudFormation resolves when it deploys:
// {{resolve:service:name:...}} (CloudFormation User Guide, "Get values stored in other services using
// dynamic references").
var dynamicReference = regexp.MustCompile(`\{\{resolve:(secretsmanager|ssm-secure|ssm):([^}]*)\}\}`)

// secrets adds the places that hold secrets and who refers to them.
func (b *builder) secrets() {
	schedules := map[string]*Declared{}
	for _, d := range b.declared {
		if d.Type == "AWS::SecretsManager::RotationSchedule" {
			schedules[b.secretOf(d)] = d
		}
	}
	readers := b.secretReaders()
	for _, d := range b.declared {
		s := model.Secret{ID: d.ID, At: d.At, Name: d.Properties.Get("Name"), Readers: readers[d.ID]}
		if schedule := schedules[d.ID]; schedule != nil {
			s.Rotation, s.Schedule = schedule.Properties, schedule.ID
		}
		switch d.Type {
		case "AWS::SecretsManager::Secret":
			s.Kind = model.SecretStore
		case "AWS::SSM::Parameter":
			if d.Properties.Get("Type").TextOr("") != "SecureString" {
				continue
			}
			s.Kind = model.SecretParameter
		default:
			continue
		}
		b.app.Secrets = append(b.app.Secrets, s)
	}
	b.dynamicSecrets()
}

// secretOf is the id of the secret that a rotation schedule is for. It may name the attachment of the
// secret to a database, which is called like the secret when it is deployed (CloudFormation Template
// Reference, "AWS::SecretsManager::SecretTargetAttachment": Ref returns the ARN of the secret).
func (b *builder) secretOf(schedule *Declared) string {
	d := b.find(schedule.Properties.Get("SecretId"), schedule, "secretsmanager")
	if d != nil && d.Type == "AWS::SecretsManager::SecretTargetAttachment" {
		d = b.find(d.Properties.Get("SecretId"), d, "secretsmanager")
	}
	if d == nil {
		return ""
	}
	return d.ID
}

// secretReaders are the functions whose environment refers to a declared secret, by secret.
func (b *builder) secretReaders() map[string][]string {
	readers := map[string][]string{}
	for _, f := range b.app.Functions {
		seen := map[string]bool{}
		from := b.mine[f.ID]
		for _, v := range f.Env {
			v.Value.Walk(func(_ []string, part model.Value) bool {
				services := []string{"secretsmanager", "ssm"}
				if d := b.find(part, from, services...); d != nil && !seen[d.ID] {
					seen[d.ID] = true
					readers[d.ID] = append(readers[d.ID], f.ID)
				}
				return true
			})
		}
	}
	return readers
}

// dynamicSecrets adds the dynamic references to secrets that the application does not declare.
func (b *builder) dynamicSecrets() {
	found := map[string]*model.Secret{}
	for _, d := range b.declared {
		d.Properties.Walk(func(_ []string, v model.Value) bool {
			if v.Kind() != model.String && v.Kind() != model.Template {
				return true
			}
			for _, m := range dynamicReference.FindAllStringSubmatch(v.String(), -1) {
				if m[1] == "ssm" || strings.Contains(m[2], "${") {
					continue // a plain parameter, or a secret that is referred to by its resource
				}
				id := d.Template + "#" + m[0]
				if found[id] == nil {
					found[id] = &model.Secret{ID: id, Kind: model.SecretDynamic, At: v.At, Name: model.NewString(m[2], v.At)}
				}
				if _, isFunction := b.functionAt[d.ID]; isFunction {
					found[id].Readers = append(found[id].Readers, d.ID)
				}
			}
			return false
		})
	}
	ids := make([]string, 0, len(found))
	for id := range found {
		ids = append(ids, id)
	}
	sort.Strings(ids)
	for _, id := range ids {
		b.app.Secrets = append(b.app.Secrets, *found[id])
	}
}
