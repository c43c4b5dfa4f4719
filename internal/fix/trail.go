package fix

import (
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/source/splice"
)

// proposeDataEvents has a trail record who uses the application's data: its buckets, tables and functions,
// but not the bucket that the trail itself writes to.
func proposeDataEvents(c *Case) (Proposal, error) {
	w, err := c.written(c.Finding.Resource)
	if err != nil {
		return Proposal{}, err
	}
	if w.kind != "AWS::CloudTrail::Trail" {
		return Proposal{}, advise("there is no way yet to change this on a resource of type " + w.kind)
	}
	if w.property("AdvancedEventSelectors") != nil {
		return Proposal{}, advise("the trail has advanced selectors: add one with eventCategory Data for each type of data")
	}
	trail, _ := c.App.Resource(w.id)
	byType := map[string][]splice.Value{}
	for i := range c.App.Resources {
		r := &c.App.Resources[i]
		name := model.LocalName(r.ID)
		if r.ID != w.sibling(name) || trail.Properties.Get("S3BucketName").Target() == r.ID || w.file.Root.Get("Resources").Get(name) == nil || r.Conditional != "" {
			continue
		}
		switch r.Type {
		case "AWS::S3::Bucket":
			byType["AWS::S3::Object"] = append(byType["AWS::S3::Object"], splice.Sub("${"+name+".Arn}/"))
		case "AWS::DynamoDB::Table":
			byType["AWS::DynamoDB::Table"] = append(byType["AWS::DynamoDB::Table"], splice.GetAtt(name, "Arn"))
		}
	}
	for i := range c.App.Functions {
		f := &c.App.Functions[i]
		if name := model.LocalName(f.ID); f.ID == w.sibling(name) && w.file.Root.Get("Resources").Get(name) != nil && f.Conditional == "" {
			byType["AWS::Lambda::Function"] = append(byType["AWS::Lambda::Function"], splice.GetAtt(name, "Arn"))
		}
	}
	var data []splice.Value
	for _, kind := range []string{"AWS::S3::Object", "AWS::DynamoDB::Table", "AWS::Lambda::Function"} {
		if len(byType[kind]) > 0 {
			data = append(data, splice.Map(field("Type", splice.Text(kind)), field("Values", splice.List(byType[kind]...))))
		}
	}
	others := w.property("EventSelectors") != nil
	selector := splice.Map(
		field("ReadWriteType", splice.Text("All")),
		field("IncludeManagementEvents", splice.Bool(!others)),
		field("DataResources", splice.List(data...)),
	)
	ch := c.change()
	ch.touch(w.id, "EventSelectors")
	if err := ch.grow(w, "EventSelectors", selector); err != nil {
		return Proposal{}, err
	}
	ch.note("Data events are charged for each one: look at how many there are before they are recorded.")
	return ch.done()
}
