package cli

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/sconce-dev/sconce/internal/access"
	"github.com/sconce-dev/sconce/internal/check/secret"
	"github.com/sconce-dev/sconce/internal/policy"
	"github.com/sconce-dev/sconce/internal/policy/catalogue"
	"github.com/sconce-dev/sconce/internal/policy/compare"
	"github.com/sconce-dev/sconce/internal/report"
	"github.com/sconce-dev/sconce/internal/scan"
	"github.com/sconce-dev/sconce/internal/source"
)

// operandHelp says what policies can be named as.
const operandHelp = `a file with a policy document (as JSON; what the provider's own command
line prints is one too), - for standard input, an identity or function of a template
(template.yaml#OrdersRole, directory#OrdersFunction, #OrdersRole for one below this
directory), or a policy of the provider by its name or ARN`

// operands finds what policies are named on a command line. What a template has is read once.
type operands struct {
	cmd  *cobra.Command
	in   *input
	read map[string]*scan.Result
}

// find is the operand of a name.
func (o *operands) find(name string) (report.Operand, error) {
	if path, id, found := strings.Cut(name, "#"); found {
		return o.identity(path, id)
	}
	return o.document(name)
}

// document is the operand of a name that is no identity's.
func (o *operands) document(name string) (report.Operand, error) {
	if name == "-" {
		data, err := io.ReadAll(io.LimitReader(o.cmd.InOrStdin(), source.MaxBytes+1))
		if err != nil {
			return report.Operand{}, usage(fmt.Errorf("reading standard input: %w", err))
		}
		return policyOf("standard input", data)
	}
	if p, ok := catalogue.ManagedPolicyByARN(name); ok {
		return managed(p)
	}
	info, err := os.Stat(name)
	switch {
	case err == nil && info.IsDir():
		return report.Operand{}, usage(fmt.Errorf("%s is a directory: name an identity of it, as in %s#OrdersRole", name, filepath.ToSlash(name)))
	case err == nil && info.Size() > source.MaxBytes:
		return report.Operand{}, usage(fmt.Errorf("%s has %d bytes; the limit is %d", name, info.Size(), source.MaxBytes))
	case err == nil:
		data, err := os.ReadFile(name) //nolint:gosec // the user names the file
		if err != nil {
			return report.Operand{}, usage(err)
		}
		return policyOf(filepath.ToSlash(name), data)
	}
	if p, ok := catalogue.ManagedPolicyByName(name); ok {
		return managed(p)
	}
	return report.Operand{}, usage(fmt.Errorf("%s is neither a file nor a policy of the provider; an identity is written template.yaml#OrdersRole or #OrdersRole", name))
}

// identity is an identity of an application, or the one that a function runs as.
func (o *operands) identity(path, id string) (report.Operand, error) {
	name := path + "#" + id
	if path == "" {
		path = "."
	}
	if o.read[path] == nil {
		result, err := o.in.ask(o.cmd, []string{path}, scan.Read)
		if err != nil {
			return report.Operand{}, err
		}
		if len(result.Refused) > 0 {
			return report.Operand{}, usage(fmt.Errorf("%s cannot be read as a whole: %w", path, errors.Join(result.Refused...)))
		}
		o.read[path] = result
	}
	app, element, err := resolve(o.read[path], id) // an id may be of a template below it
	if err != nil {
		return report.Operand{}, usage(err)
	}
	if f, ok := app.Function(element); ok {
		if _, ok := app.Identity(f.Role.Target()); !ok {
			return report.Operand{}, usage(fmt.Errorf("the role of %s is not declared in its application", element))
		}
		element = f.Role.Target()
	}
	if _, ok := app.Identity(element); !ok {
		return report.Operand{}, usage(fmt.Errorf("%s is neither an identity nor a function", element))
	}
	held := access.NewLedger(app).Of(element)
	return report.Operand{Name: name, Set: held.Set(), Policy: held.ProvidedBy, App: app, Element: element}, nil
}

// policyOf is a policy document. What the provider's command line prints wraps it.
func policyOf(name string, data []byte) (report.Operand, error) {
	v, problem := policy.ReadJSON(data, name)
	if problem != nil {
		return report.Operand{}, usage(fmt.Errorf("%s: %s; an identity of a template is written %s#OrdersRole", problem.At, problem.Message, name))
	}
	v = secret.MaskValue(v)
	for _, path := range [][]string{{"PolicyVersion", "Document"}, {"PolicyDocument"}} {
		if inner := v.Get(path...); !inner.IsAbsent() {
			v = inner
		}
	}
	if v.Get("Statement").IsAbsent() && !v.Get("Resources").IsAbsent() {
		return report.Operand{}, usage(fmt.Errorf("%s is a template: name an identity of it, as in %s#OrdersRole", name, name))
	}
	d, problems := policy.Parse(v)
	for _, p := range problems {
		if p.Level == policy.Illegal {
			return report.Operand{}, usage(fmt.Errorf("%s: the provider refuses the policy: %s", p.At, strings.ReplaceAll(p.Code, "-", " ")))
		}
	}
	return report.Operand{Name: name, Set: compare.Set{Identity: []policy.Document{d}}}, nil
}

// managed is a policy of the provider.
func managed(p catalogue.ManagedPolicy) (report.Operand, error) {
	d, problems := policy.ParseJSON(p.Document(), "")
	if len(problems) > 0 && problems[0].Level == policy.Illegal {
		return report.Operand{}, fmt.Errorf("the policy %s of the catalogue: %s", p.Name, problems[0].Message)
	}
	return report.Operand{Name: p.Name, Set: compare.Set{Identity: []policy.Document{d}}}, nil
}
