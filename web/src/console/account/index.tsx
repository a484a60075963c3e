export { AccountPage as default } from "../../staff/account";
