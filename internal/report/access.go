package report

import (
	"fmt"
	"io"
	"strings"

	"github.com/sconce-dev/sconce/internal/access"
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy/catalogue"
)

// AccessSchema names the version of the access document.
const AccessSchema = "sconce.access/v1"

type accessDocument struct {
	Schema   string        `json:"schema"`
	App      string        `json:"app"`
	Resource string        `json:"resource"`
	Actors   []accessActor `json:"actors"`
}

type accessActor struct {
	Name      string        `json:"name"`
	Kind      access.Kind   `json:"kind"`
	Functions []string      `json:"functions"`
	Rights    []accessRight `json:"rights"`
}

type accessRight struct {
	Level   string        `json:"level"`
	Allowed []string      `json:"allowed"`
	Perhaps []string      `json:"perhaps"`
	Through []accessGrant `json:"through"`
}

type accessGrant struct {
	ID     string `json:"id"`
	Policy string `json:"policy"`
	File   string `json:"file"`
	Line   int    `json:"line"`
}

// Access writes who can do what to a resource as a JSON document of AccessSchema.
func Access(w io.Writer, app *model.App, id string, actors []access.Actor) error {
	return WriteJSON(w, accessDocument{Schema: AccessSchema, App: app.ID, Resource: id, Actors: each(actors, func(a access.Actor) accessActor {
		return accessActor{Name: a.Name, Kind: a.Kind, Functions: list(a.Functions), Rights: each(a.Rights, func(r access.Right) accessRight {
			return accessRight{Level: r.Level.String(), Allowed: list(r.Allowed), Perhaps: list(r.Perhaps), Through: each(r.Through, func(id string) accessGrant {
				g := grantByID(app, id)
				return accessGrant{ID: id, Policy: g.Policy, File: g.At.File, Line: g.At.Line}
			})}
		})}
	})})
}

func grantByID(app *model.App, id string) model.Grant {
	for _, g := range app.Grants {
		if g.ID == id {
			return g
		}
	}
	return model.Grant{}
}

var levelWords = map[catalogue.Level]string{
	catalogue.LevelPermissions: "permissions", catalogue.LevelWrite: "write", catalogue.LevelRead: "read",
	catalogue.LevelTagging: "tags", catalogue.LevelList: "list",
}

// AccessText shows who can do what to a resource to a person.
func AccessText(w io.Writer, app *model.App, id string, actors []access.Actor, style Style) error {
	var b strings.Builder
	b.WriteString(style.bold(model.LocalName(id)) + "\n")
	if len(actors) == 0 {
		b.WriteString("\nNobody in the application can do anything to it.\n")
	}
	for _, a := range actors {
		b.WriteString("\n" + style.bold(actorName(a)) + style.faint(actorNote(a)) + "\n")
		for _, r := range a.Rights {
			row := func(actions []string, prefix string) {
				if len(actions) > 0 {
					b.WriteString("  " + pad(levelWords[r.Level], len("permissions")) + "  " + prefix + Clean(actionList(actions)) + "\n")
				}
			}
			row(r.Allowed, "")
			row(r.Perhaps, "perhaps ")
			for _, through := range r.Through {
				g := grantByID(app, through)
				text := g.At.String()
				if g.Provided {
					text = g.Policy + "  " + text
				}
				b.WriteString(strings.Repeat(" ", len("permissions")+4) + style.faint("through "+text) + "\n")
			}
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func actorName(a access.Actor) string {
	switch a.Kind {
	case access.Anybody:
		return "anybody"
	case access.Identity:
		return model.LocalName(a.Name)
	case access.Service, access.Foreign:
	}
	return a.Name
}

func actorNote(a access.Actor) string {
	switch {
	case len(a.Functions) > 0:
		return "  the role of " + several(a.Functions)
	case a.Kind == access.Foreign:
		return "  from outside the application"
	}
	return ""
}

// actionList names a few actions and counts the rest. A service is named where it is another one than before.
func actionList(actions []string) string {
	const most = 4
	names, before := make([]string, 0, most), ""
	for _, a := range actions[:min(most, len(actions))] {
		service, name, ok := strings.Cut(a, ":")
		if ok && service == before {
			a = name
		}
		before = service
		names = append(names, a)
	}
	text := strings.Join(names, ", ")
	if len(actions) > most {
		text += fmt.Sprintf(" and %d more", len(actions)-most)
	}
	return text
}
