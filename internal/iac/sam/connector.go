package sam

func (t *transformer) embeddedConnectors() {}

func (t *transformer) expandConnectors() {}
