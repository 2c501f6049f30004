fn main() -> std::process::ExitCode {
    whatmatters::cli::run()
}
