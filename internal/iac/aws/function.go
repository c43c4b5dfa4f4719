package aws

import (
	"github.com/sconce-dev/sconce/internal/model"
)

// function reads an AWS::Lambda::Function.
func (b *builder) function(d *Declared) model.Function {
	p := d.Properties
	f := model.Function{
		ID: d.ID, Name: p.Get("FunctionName").TextOr(d.Name), ARN: arnOf(d), At: d.At,
		Runtime: p.Get("Runtime"), Handler: p.Get("Handler"), Role: p.Get("Role"),
		Timeout: p.Get("Timeout"), Memory: p.Get("MemorySize"), Concurrency: p.Get("ReservedConcurrentExecutions"),
		Layers: p.Get("Layers").Items(), Properties: p, Conditional: d.Conditional,
		Path: d.Origin.Path, Library: d.Origin.Library, Region: d.Region,
	}
	if role := b.find(f.Role, d, "iam"); role != nil && f.Role.Target() != role.ID {
		f.Role = model.NewReference(model.Ref{Target: role.ID, Attribute: "Arn"}, f.Role.At) // written as an ARN or a name
	}
	for _, v := range p.Get("Environment", "Variables").Fields() {
		f.Env = append(f.Env, model.Variable{Name: v.Key, Value: v.Value, At: v.KeyAt})
	}
	f.Entry = entryOf(&f)
	b.locateCode(&f, d)
	return f
}
