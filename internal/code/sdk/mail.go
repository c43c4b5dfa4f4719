package sdk

import (
	"github.com/sconce-dev/sconce/internal/code/ir"
	"github.com/sconce-dev/sconce/internal/code/term"
)

// mailer is a transport of nodemailer over the provider's mail service: it sends raw messages (nodemailer.com, "SES
// transport").
type mailer struct {
	inert
	second bool // by the second version of the service's API
}

// mailers are the transports that get a client of the service.
func mailers(_ *run, p path, c *term.Call) []actor {
	if p.language != ir.JavaScript || p.String() != "nodemailer.createTransport" {
		return nil
	}
	over, _ := inputOf(argument(c, 0, "")).at("SES")
	if len(over) == 0 {
		return nil
	}
	object, ok := over[0].(*term.Object)
	return []actor{mailer{second: ok && object.Fields["sesClient"] != nil}}
}

func (m mailer) requests(_ *run, method string, c *term.Call) []request {
	if method != "sendMail" {
		return nil
	}
	from, _ := inputOf(argument(c, 0, "")).at("from")
	var sender term.Value
	if len(from) == 1 {
		sender = from[0]
	}
	if !m.second {
		return operate("ses", "SendRawEmail", "nodemailer", newInput().with("Source", sender))
	}
	raw := newInput().within("Content.Raw", &term.Object{}).with("FromEmailAddress", sender)
	return operate("sesv2", "SendEmail", "nodemailer", raw)
}
