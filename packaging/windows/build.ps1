# Builds the Windows installer and the portable .zip in build\release.
# Needs: Visual Studio 2022, CMake, Ninja, NSIS, vcpkg (VCPKG_ROOT set) and Qt 6.4 or later for MSVC (QT_ROOT set).
$ErrorActionPreference = 'Stop'
Set-Location (Join-Path $PSScriptRoot '..\..')

foreach ($name in 'VCPKG_ROOT', 'QT_ROOT') {
    if (-not (Test-Path "env:$name")) { throw "$name is not set" }
}
cmake --preset release `
    "-DCMAKE_TOOLCHAIN_FILE=$env:VCPKG_ROOT\scripts\buildsystems\vcpkg.cmake" `
    "-DVCPKG_MANIFEST_DIR=$PSScriptRoot" `
    "-DCMAKE_PREFIX_PATH=$env:QT_ROOT" `
    -DCAIRN_TESTS=OFF
if ($LASTEXITCODE) { throw 'configuring failed' }
cmake --build --preset release
if ($LASTEXITCODE) { throw 'building failed' }
# Qt's libraries and the plugins that are loaded by name, beside the programs, where the install step takes them from.
& "$env:QT_ROOT\bin\windeployqt.exe" --release --no-translations --sql build\release\bin\cairn.exe
if ($LASTEXITCODE) { throw 'windeployqt failed' }
cmake --build --preset release --target package
if ($LASTEXITCODE) { throw 'packaging failed' }
