package policy

import "strings"

// grantLevel says how directly a resource policy means a requester. What limits a grant depends on
// it (IAM User Guide, "Policy evaluation logic", resource-based policies).
type grantLevel uint8

const (
	grantAccount grantLevel = iota // the account: it delegates to the identity policies
	grantEntity                    // the role of a session, the user of a federated session
	grantDirect                    // the requester itself, or everybody
	grantLevels
)

// grants is for each level whether a statement means the requester at it.
type grants [grantLevels]Truth

func (g grants) any() Truth { return g[grantAccount].Or(g[grantEntity]).Or(g[grantDirect]) }

func (g *grants) add(level grantLevel, t Truth) { g[level] = g[level].Or(t) }

// capped is the grants as far as something else allows.
func (g grants) capped(t Truth) grants {
	for level := range g {
		g[level] = g[level].And(t)
	}
	return g
}

// principalName is a compiled principal of a statement.
type principalName struct {
	kind  PrincipalKind
	text  string
	role  string // the ARN of a role without the path of its name
	holey bool
}

// principals are the compiled Principal or NotPrincipal of a statement.
type principals struct {
	names   []principalName
	negated bool
}

func newPrincipals(list []Principal, negated bool) *principals {
	out := &principals{negated: negated}
	for _, p := range list {
		if p.Kind == PrincipalUnknown {
			out.names = append(out.names, principalName{kind: PrincipalUnknown})
			continue
		}
		all := spellings(p.Name)
		if len(all) != 1 || len(all[0]) != 1 {
			all = [][]string{{"\x00\x00"}}
		}
		text := all[0][0]
		name := principalName{kind: p.Kind, text: text, holey: strings.IndexByte(text, holeByte) >= 0}
		if a, ok := splitARN(text); ok && a.service == "iam" {
			if path, isRole := strings.CutPrefix(a.resource, "role/"); isRole && strings.IndexByte(path, holeByte) < 0 {
				name.role = "arn:" + a.partition + ":iam::" + a.account + ":role/" + path[strings.LastIndexByte(path, '/')+1:]
			}
		}
		out.names = append(out.names, name)
	}
	return out
}

// match answers at which levels the statement means the requester.
func (p *principals) match(r *requester) grants {
	var g grants
	for i := range p.names {
		p.names[i].match(r, &g)
		if !p.negated && g[grantDirect] == Yes {
			return g
		}
	}
	if !p.negated {
		return g
	}
	level := grantDirect
	if r.kind == RequesterRole {
		level = grantEntity
	}
	meant := g.any().Not()
	g = grants{}
	g[level] = meant
	return g
}

func (n *principalName) match(r *requester, g *grants) {
	switch n.kind {
	case PrincipalUnknown:
		for level := range g {
			g.add(grantLevel(level), Maybe)
		}
	case PrincipalAny:
		g.add(grantDirect, Yes)
	case PrincipalAWS:
		n.matchAWS(r, g)
	case PrincipalService:
		if r.kind == RequesterService {
			g.add(grantDirect, sameText(n.text, r.text))
		}
	case PrincipalFederated:
		if r.kind == RequesterProvider || r.kind == RequesterService {
			g.add(grantDirect, sameText(n.text, r.text))
		}
	case PrincipalCanonical: // an account by an id that a request does not have
	}
}

func (n *principalName) matchAWS(r *requester, g *grants) {
	if n.text == "*" {
		g.add(grantDirect, Yes)
		return
	}
	if !r.isIAM() {
		return
	}
	own := grantDirect
	if r.kind == RequesterRole {
		own = grantEntity
	}
	if r.kind == RequesterRoot {
		own = grantAccount
	}
	g.add(own, sameText(n.text, r.text))
	if r.entity != "" && r.kind != RequesterRole {
		name := n.text
		if n.role != "" {
			name = n.role
		}
		g.add(grantEntity, sameText(name, r.entity))
	}
	g.add(grantAccount, n.matchAccount(r))
}

// matchAccount answers whether the name is the requester's account: its id or its root ARN.
func (n *principalName) matchAccount(r *requester) Truth {
	if len(n.text) == 12 && !n.holey {
		return sameText(n.text, r.account)
	}
	const root = ":root"
	account, isRoot := strings.CutSuffix(n.text, root)
	if isRoot && strings.HasPrefix(account, "arn:") {
		if i := strings.Index(account, ":iam::"); i > 0 {
			return sameText(account[i+len(":iam::"):], r.account)
		}
	}
	if n.holey && !isRoot && r.account != "" {
		return matchHoles(n.text, "arn:aws:iam::"+r.account+root).And(Maybe).Or(sameText(n.text, r.account))
	}
	return No
}
