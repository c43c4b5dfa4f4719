package drawing

import "github.com/sconce-dev/sconce/internal/model"

// icons are drawn for this program: strokes in a square of 16.
var icons = map[string]string{
	KindInternet:                   `<circle cx="8" cy="8" r="6"/><path d="M2 8h12M8 2c-4 4-4 8 0 12M8 2c4 4 4 8 0 12"/>`,
	KindRoute:                      `<path d="M2 8h9M8 4.5 11.5 8 8 11.5M13.5 2.5v11"/>`,
	KindFunction:                   `<path d="M4 2.5h2l5.5 11H14M7.2 6 3 13.5"/>`,
	KindRole:                       `<circle cx="8" cy="5.2" r="2.7"/><path d="M2.8 13.8c.4-3.2 2.5-4.6 5.2-4.6s4.8 1.4 5.2 4.6"/>`,
	KindEvery:                      `<path d="M8 2.5v11M3.2 5.2l9.6 5.6M12.8 5.2l-9.6 5.6"/>`,
	KindGroup:                      `<path d="M2.5 5 8 2.2 13.5 5 8 7.8zM2.5 8 8 10.8 13.5 8M2.5 11 8 13.8 13.5 11"/>`,
	string(model.KindQueue):        `<path d="M2 4.5h3v7H2zM6.5 4.5h3v7h-3zM11 4.5h3v7h-3z"/>`,
	string(model.KindTopic):        `<path d="M2.5 6.5v3h2.5l5 3v-9l-5 3zM12.3 6c.9 1.2.9 2.8 0 4"/>`,
	string(model.KindStream):       `<path d="M2 5c2-2 4 2 6 0s4 2 6 0M2 8.2c2-2 4 2 6 0s4 2 6 0M2 11.4c2-2 4 2 6 0s4 2 6 0"/>`,
	string(model.KindBus):          `<path d="M2 8h12M5 8V3.5M11 8v4.5M8 8V3.5M8 8v4.5"/>`,
	string(model.KindWorkflow):     `<path d="M6 2.5h4v3H6zM2 10.5h4v3H2zM10 10.5h4v3h-4zM8 5.5V8M4 10.5V8h8v2.5"/>`,
	string(model.KindTable):        `<path d="M2.5 3h11v10h-11zM2.5 6.3h11M2.5 9.7h11M6.5 3v10"/>`,
	string(model.KindBucket):       `<path d="M2.5 4 4 13.5h8L13.5 4M2.5 4c0-2 11-2 11 0s-11 2-11 0z"/>`,
	string(model.KindDatabase):     `<path d="M3 4v8c0 2.3 10 2.3 10 0V4M3 4c0-2.3 10-2.3 10 0s-10 2.3-10 0zM3 8c0 2.3 10 2.3 10 0"/>`,
	string(model.KindCache):        `<path d="M9 1.8 3.5 9H8l-1 5.2L12.5 7H8z"/>`,
	string(model.KindFileSystem):   `<path d="M2 12.5v-9h4.5L8 5.5h6v7z"/>`,
	string(model.KindUserPool):     `<circle cx="6" cy="5.5" r="2.3"/><path d="M1.8 13c.3-2.8 2-4 4.2-4s3.9 1.2 4.2 4M10.5 3.5c2.5-.4 3.4 3.3 1 4.1M12 9.3c1.5.5 2.1 1.7 2.3 3.7"/>`,
	string(model.KindSecret):       `<path d="M3.5 7.5h9v6h-9zM5.5 7.5V5c0-3.4 5-3.4 5 0v2.5M8 10v1.5"/>`,
	string(model.KindParameter):    `<path d="M2.5 5h6M11.5 5h2M2.5 11h2M7.5 11h6"/><circle cx="10" cy="5" r="1.5"/><circle cx="6" cy="11" r="1.5"/>`,
	string(model.KindKey):          `<circle cx="5.5" cy="10.5" r="3"/><path d="M7.7 8.3 13.5 2.5M11 5l2 2"/>`,
	string(model.KindSchedule):     `<circle cx="8" cy="8" r="6"/><path d="M8 4.5V8l2.5 1.8"/>`,
	string(model.KindDistribution): `<path d="M8 2.5v4M8 6.5 3.5 12M8 6.5l4.5 5.5"/><circle cx="8" cy="2.8" r="1.3"/><circle cx="3.5" cy="12.5" r="1.5"/><circle cx="12.5" cy="12.5" r="1.5"/>`,
	string(model.KindFirewall):     `<path d="M8 1.8c2 1.3 4 1.7 5.5 1.7 0 5.5-2 8.8-5.5 10.7-3.5-1.9-5.5-5.2-5.5-10.7 1.5 0 3.5-.4 5.5-1.7z"/>`,
	string(model.KindOther):        `<path d="M3 3h10v10H3z"/>`,
}

// Icon is the name of the icon of a node.
func Icon(n *Node) string {
	switch _, drawn := icons[n.Kind]; {
	case drawn:
		return n.Kind
	case n.Kind == string(model.KindAPI), n.Kind == string(model.KindStage), n.Kind == string(model.KindAuthorizer):
		return KindRoute
	}
	return string(model.KindOther)
}
