import CPty

func measureConsole(_ stores: Stores) async throws {}
