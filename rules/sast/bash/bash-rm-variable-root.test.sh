# ruleid: bash-rm-variable-root
rm -rf "$BUILD_DIR"/*
# ruleid: bash-rm-variable-root
rm -rf $PREFIX/
# ruleid: bash-rm-variable-root
rm -fr "${TARGET}/"*
# ok: bash-rm-variable-root
rm -rf "${BUILD_DIR:?}"/*
# ok: bash-rm-variable-root
rm -rf ./build/*
# ok: bash-rm-variable-root
rm -rf "$BUILD_DIR/cache"
# ok: bash-rm-variable-root
# rm -rf "$BUILD_DIR"/*
