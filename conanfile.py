# SPDX-FileCopyrightText: 2026 The nabla authors
# SPDX-License-Identifier: BSL-1.0
import os
import re

from conan import ConanFile
from conan.errors import ConanInvalidConfiguration
from conan.tools.build import check_min_cppstd
from conan.tools.files import copy, load
from conan.tools.layout import basic_layout
from conan.tools.scm import Version

required_conan_version = ">=2.0"


class NablaConan(ConanFile):
    name = "nabla"
    description = "Automatic differentiation in C++20: the type is the formula, the compiler writes the gradient"
    license = "BSL-1.0"
    topics = ("automatic-differentiation", "gradient", "symbolic", "constexpr", "header-only")
    package_type = "header-library"
    settings = "os", "arch", "compiler", "build_type"
    options = {"with_eigen": [True, False]}
    default_options = {"with_eigen": True}
    no_copy_source = True

    # the version stands in one place, for the preprocessor and for packages
    def set_version(self):
        text = load(self, os.path.join(self.recipe_folder, "include", "nabla", "support", "version.hpp"))
        self.version = ".".join(re.findall(r"^#define NABLA_VERSION_(?:MAJOR|MINOR|PATCH) ([0-9]+)$", text, re.MULTILINE))

    def export_sources(self):
        for pattern in ("include/*", "cmake/limits.cmake", "LICENSE"):
            copy(self, pattern, self.recipe_folder, self.export_sources_folder)

    def layout(self):
        basic_layout(self)

    def requirements(self):
        # nabla/nabla.hpp alone needs the standard library only
        if self.options.with_eigen:
            self.requires("eigen/3.4.0")
            self.requires("boost/[>=1.74 <2]", options={"header_only": True})

    def package_id(self):
        self.info.clear()

    def validate(self):
        check_min_cppstd(self, 20)
        oldest = {"gcc": "12", "clang": "14"}.get(str(self.settings.compiler))
        if oldest and Version(self.settings.compiler.version) < oldest:
            raise ConanInvalidConfiguration(f"{self.ref} needs {self.settings.compiler} {oldest} or newer")

    def build(self):
        pass

    def package(self):
        copy(self, "LICENSE", self.source_folder, os.path.join(self.package_folder, "licenses"))
        for pattern in ("*.hpp", "*.cppm"):
            copy(self, pattern, os.path.join(self.source_folder, "include"), os.path.join(self.package_folder, "include"))
        copy(self, "limits.cmake", os.path.join(self.source_folder, "cmake"), os.path.join(self.package_folder, "res"))

    # a formula is differentiated in constant expressions: the compilers' default limits stop at a few hundred operations
    def limits(self):
        family = {"gcc": "gcc", "clang": "clang", "apple-clang": "clang"}.get(self.settings.get_safe("compiler"))
        text = load(self, os.path.join(self.package_folder, "res", "limits.cmake"))
        found = re.search(rf"^set\(nabla_limits_{family}\s([^)]*)\)", text, re.MULTILINE)
        return found.group(1).split() if found else []

    def package_info(self):
        self.cpp_info.set_property("cmake_file_name", "nabla")
        self.cpp_info.bindirs = []
        self.cpp_info.libdirs = []
        core = self.cpp_info.components["core"]
        core.set_property("cmake_target_name", "nabla::nabla")
        core.set_property("pkg_config_name", "nabla")
        core.bindirs = core.libdirs = []
        core.cxxflags = self.limits()
        if self.options.with_eigen:
            hana = self.cpp_info.components["hana"]
            hana.set_property("cmake_target_name", "nabla::hana")
            hana.bindirs = hana.libdirs = []
            hana.requires = ["core", "boost::headers"]
            eigen = self.cpp_info.components["eigen"]
            eigen.set_property("cmake_target_name", "nabla::eigen")
            eigen.set_property("pkg_config_name", "nabla-eigen")
            eigen.bindirs = eigen.libdirs = []
            eigen.requires = ["hana", "eigen::eigen"]
