package dev.cleat.vfs.testkit;

import org.junit.jupiter.api.Nested;

/** All that is asked of a back end that can be written. Extend it, and say how a file system is made. */
public abstract class VfsContract implements VfsFixture {
    @Nested
    class Reading extends ReadContract {
        @Override
        protected VfsFixture fixture() {
            return VfsContract.this;
        }
    }

    @Nested
    class Listing extends ListContract {
        @Override
        protected VfsFixture fixture() {
            return VfsContract.this;
        }
    }

    @Nested
    class Churning extends ChurnContract {
        @Override
        protected VfsFixture fixture() {
            return VfsContract.this;
        }
    }

    @Nested
    class Creating extends CreateContract {
        @Override
        protected VfsFixture fixture() {
            return VfsContract.this;
        }
    }

    @Nested
    class Writing extends WriteContract {
        @Override
        protected VfsFixture fixture() {
            return VfsContract.this;
        }
    }

    @Nested
    class Attributes extends AttributeContract {
        @Override
        protected VfsFixture fixture() {
            return VfsContract.this;
        }
    }

    @Nested
    class Removing extends RemoveContract {
        @Override
        protected VfsFixture fixture() {
            return VfsContract.this;
        }
    }

    @Nested
    class Renaming extends RenameContract {
        @Override
        protected VfsFixture fixture() {
            return VfsContract.this;
        }
    }

    @Nested
    class HardLinks extends HardLinkContract {
        @Override
        protected VfsFixture fixture() {
            return VfsContract.this;
        }
    }

    @Nested
    class SymbolicLinks extends SymbolicLinkContract {
        @Override
        protected VfsFixture fixture() {
            return VfsContract.this;
        }
    }

    @Nested
    class Identities extends IdentityContract {
        @Override
        protected VfsFixture fixture() {
            return VfsContract.this;
        }
    }

    @Nested
    class Concurrency extends ConcurrencyContract {
        @Override
        protected VfsFixture fixture() {
            return VfsContract.this;
        }
    }

    @Nested
    class Permissions extends PermissionContract {
        @Override
        protected VfsFixture fixture() {
            return VfsContract.this;
        }
    }

    @Nested
    class Ownership extends OwnershipContract {
        @Override
        protected VfsFixture fixture() {
            return VfsContract.this;
        }
    }
}
