package need

import (
	"strings"

	"github.com/sconce-dev/sconce/internal/model"
)

// keyProperties name the key of the customer that encrypts something of a type which the platform reads or sends to.
var keyProperties = map[string][]string{
	"AWS::SQS::Queue": {"KmsMasterKeyId"}, "AWS::SNS::Topic": {"KmsMasterKeyId"}, "AWS::Kinesis::Stream": {"StreamEncryption", "KeyId"},
}

// encrypted adds what using a key of the customer takes, where what a value points to is encrypted with one (Lambda
// Developer Guide, "Configuring the execution role" of each event source: kms:Decrypt for an encrypted queue or stream;
// SQS and SNS Developer Guides, "Key management": kms:Decrypt and kms:GenerateDataKey to send).
func encrypted(app *model.App, v model.Value, why string, at model.Location, m *merger, actions ...string) {
	r, ok := app.Resource(v.Target())
	if !ok {
		return
	}
	path, ok := keyProperties[r.Type]
	if !ok {
		return
	}
	m.withKey(app, r.Properties.Get(path...), model.Need{}, Reason{Text: why, At: at}, actions...)
}

// withKey adds some actions on a key, as it is written where it is used. The provider's own keys take none.
func (m *merger) withKey(app *model.App, key model.Value, n model.Need, why Reason, actions ...string) {
	if alias, ok := app.Resource(key.Target()); ok && alias.Type == "AWS::KMS::Alias" {
		key = alias.Properties.Get("TargetKeyId")
	}
	text, known := key.Text()
	if key.IsAbsent() || known && strings.HasPrefix(text, "alias/") {
		return // which key an alias of elsewhere means is not known here
	}
	n.On = element(app, key, "")
	if known && !strings.HasPrefix(text, "arn:") {
		n.On.Value = model.NewTemplate([]model.Value{
			model.NewString("arn:", key.At), pseudo("Partition", key.At), model.NewString(":kms:", key.At), pseudo("Region", key.At),
			model.NewString(":", key.At), pseudo("AccountId", key.At), model.NewString(":key/", key.At), key,
		}, key.At)
	}
	for _, action := range actions {
		n.Action = action
		m.add(n, why)
	}
}
