package dev.cleat.vfs.idmap;

class InMemoryIdMapTest extends IdMapContract {
    @Override
    IdMap open() {
        return new InMemoryIdMap();
    }
}
