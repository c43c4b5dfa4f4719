package fix

import (
	"slices"

	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/source/splice"
)

// proposeTopicKey encrypts a topic: with the provider's key, which lets no service publish, where only
// functions do, else with a key of its own whose policy lets the service in (Amazon SNS Developer Guide,
// "Enable compatibility between event sources from AWS services and encrypted topics").
func (c *Case) proposeTopicKey(w *written) (Proposal, error) {
	ch := c.change()
	services := c.publishers(w.id)
	switch len(services) {
	case 0:
		ch.note("A service that publishes to the topic needs a key of its own: the provider's key lets none of them in.")
		if err := ch.set(w, "KmsMasterKeyId", splice.Text("alias/aws/sns")); err != nil {
			return Proposal{}, err
		}
		return ch.done()
	case 1:
		key := ch.declareKey(w, ch.freeName(w, "Key"), "Encrypts the messages of "+w.name, services[0])
		if err := ch.set(w, "KmsMasterKeyId", splice.Ref(key)); err != nil {
			return Proposal{}, err
		}
	default:
		return Proposal{}, w.advise("several services publish to it, and each must be allowed to use the key", properties(field("KmsMasterKeyId", splice.Ref(w.name+"Key"))))
	}
	for i := range c.App.Functions {
		f := &c.App.Functions[i]
		if !slices.ContainsFunc(c.App.Edges, func(e model.Edge) bool {
			return e.From == f.ID && e.To == w.id && e.Kind == model.EdgePublishes && !e.Wide
		}) {
			continue
		}
		return Proposal{}, w.advise(services[0]+" and "+model.LocalName(f.ID)+" publish to it, and each must be allowed to use the key", properties(field("KmsMasterKeyId", splice.Ref(w.name+"Key"))))
	}
	return ch.done()
}

// publishers are the services of the provider that publish to a topic.
func (c *Case) publishers(topic string) []string {
	var services []string
	add := func(service string) {
		if !slices.Contains(services, service) {
			services = append(services, service)
		}
	}
	byType := map[string]string{
		"AWS::CloudWatch::Alarm": "cloudwatch.amazonaws.com", "AWS::CloudWatch::CompositeAlarm": "cloudwatch.amazonaws.com",
		"AWS::Events::Rule": "events.amazonaws.com", "AWS::S3::Bucket": "s3.amazonaws.com", "AWS::Budgets::Budget": "budgets.amazonaws.com",
		"AWS::CodeStarNotifications::NotificationRule": "codestar-notifications.amazonaws.com", "AWS::RDS::EventSubscription": "events.rds.amazonaws.com",
		"AWS::AutoScaling::AutoScalingGroup": "autoscaling.amazonaws.com", "AWS::SES::ConfigurationSetEventDestination": "ses.amazonaws.com",
		"AWS::Backup::BackupVault": "backup.amazonaws.com", "AWS::DMS::EventSubscription": "dms.amazonaws.com",
	}
	for i := range c.App.Resources {
		r := &c.App.Resources[i]
		service := byType[r.Type]
		if service == "" {
			continue
		}
		r.Properties.Walk(func(_ []string, v model.Value) bool {
			if v.Target() == topic {
				add(service)
			}
			return true
		})
	}
	for i := range c.App.Grants {
		g := &c.App.Grants[i]
		if g.Resource == topic && g.Effect == model.Allow {
			for _, v := range g.Principals.Get("Service").OneOrMany() {
				add(v.String())
			}
		}
	}
	return services
}
